using System.Xml.Linq;
using SessionOrleans.Benchmarks.Flames;

namespace SessionOrleans.Performance.Tests.Flames;

/// <summary>From what perf writes to a picture.</summary>
public class FlameGraphTests
{
    private const string Worker = ".NET TP Worker";

    private static readonly string[] Sampled =
    [
        Worker + " ",
        "\t    7f01 instance void [SessionOrleans.Grains] Sessions.SessionGrain+<TurnAsync>d__37`1[X]::MoveNext()[Tier1] (/tmp/p.map)",
        "\t    7f02 bool [System.Private.CoreLib] System.Threading.ThreadPoolWorkQueue::Dispatch()[OptimizedTier1] (/tmp/perf-1.map)",
        "",
        Worker + " ",
        "\tffffff01 do_syscall_64 ([kernel.kallsyms])",
        "\tffffff02 entry_SYSCALL_64 ([kernel.kallsyms])",
        "\t    7f03 [unknown] (/usr/share/dotnet/libcoreclr.so)",
        "\t    7f02 bool [System.Private.CoreLib] System.Threading.ThreadPoolWorkQueue::Dispatch()[OptimizedTier1] (/tmp/perf-1.map)",
        "",
        "redis-server ",
        "\t    7f04 dictFind (/usr/bin/redis-server)",
        "",
    ];

    [Fact]
    public void Of_ThreadsOfOneName_AreReadFromTheOutermostFrame() => Assert.Equal(
        [
            ["System.Private.CoreLib!ThreadPoolWorkQueue.Dispatch", "SessionOrleans.Grains!SessionGrain+<TurnAsync>d__37`1.MoveNext"],
            ["System.Private.CoreLib!ThreadPoolWorkQueue.Dispatch", "libcoreclr.so", "kernel"],
        ],
        SampledStacks.Of(Sampled, Worker));

    [Fact]
    public void Draw_TwoSamples_GiveEachMethodItsPart()
    {
        var root = new Flame("all");
        foreach (var stack in SampledStacks.Of(Sampled, Worker))
            root.Add(stack);

        var titles = XElement.Parse(FlameGraph.Draw(root, "a < b")).Descendants().Where(element => element.Name.LocalName == "title");

        Assert.Equal(
            [
                "all, 100.0 %", "System.Private.CoreLib!ThreadPoolWorkQueue.Dispatch, 100.0 %",
                "SessionOrleans.Grains!SessionGrain+<TurnAsync>d__37`1.MoveNext, 50.0 %", "libcoreclr.so, 50.0 %", "kernel, 50.0 %",
            ],
            titles.Select(title => title.Value));
    }
}
