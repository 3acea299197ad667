using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Performance.Tests.Instructions;

/// <summary>
/// The instructions that an operation takes in its process, as valgrind's callgrind counts them: on one processor, with code that was
/// compiled before or once and for all, and without a garbage collection, so that a count tells more of the code than of the moment.
/// </summary>
public sealed class CountedWork : IAsyncLifetime
{
    private const int Rounds = 3;
    private const int Operations = 500;

    /// <summary>A start takes some fifty times as long as without valgrind: 50 s, on a machine that is busy minutes.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    private static readonly string[] Kinds = ["get", "set", "create", "update", "lockedupdate"];

    private static readonly (string Name, string? Value)[] Environment =
    [
        ("DOTNET_PROCESSOR_COUNT", "1"), ("DOTNET_TieredCompilation", "0"), ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"),
        ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCgen0size", "0x10000000"),

        // Valgrind has no room for the address space that .NET reserves by itself, and none for code mapped twice.
        ("DOTNET_GCRegionRange", "0x40000000"), ("DOTNET_EnableWriteXorExecute", "0"),
    ];

    private readonly Dictionary<string, long> _least = [];
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("callgrind-");
    private int _dumps;

    /// <summary>Of several rounds the least, since what the process does beside it only adds.</summary>
    public long PerOperation(string kind) => _least[kind];

    public async Task InitializeAsync()
    {
        var done = new SemaphoreSlim(0);
        await using var process = ChildProcess.Start(
            "valgrind",
            [
                "--tool=callgrind", "--instr-atstart=no", "--smc-check=all", $"--callgrind-out-file={_folder}/counted",
                "dotnet", Repository.Built("benchmarks", "SessionOrleans.Benchmarks"), "count", "--count", $"{Operations}",
            ],
            Environment,
            line =>
            {
                if (line is "ready" || line.StartsWith("done ", StringComparison.Ordinal))
                    done.Release();
            });
        await DoneAsync();
        await ControlAsync(process, "-i", "on");
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var kind in Kinds)
            {
                await DumpAsync(process);
                process.WriteLine(kind);
                await DoneAsync();
                var each = await DumpAsync(process) / Operations;
                _least[kind] = Math.Min(each, _least.GetValueOrDefault(kind, each));
            }
        }

        Task<bool> DoneAsync() => process.UntilAsync(done.WaitAsync(Hang), Hang);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>What was counted since the last time.</summary>
    private async Task<long> DumpAsync(ChildProcess process)
    {
        await ControlAsync(process, "--dump");
        var lines = File.ReadLinesAsync($"{_folder}/counted.{++_dumps}");
        var summary = await lines.FirstAsync(line => line.StartsWith("summary: ", StringComparison.Ordinal));
        return long.Parse(summary["summary: ".Length..], CultureInfo.InvariantCulture);
    }

    private static async Task ControlAsync(ChildProcess process, params string[] order)
    {
        using var control = Process.Start(new ProcessStartInfo("callgrind_control", [.. order, $"{process.Id}"])
        {
            RedirectStandardOutput = true,
        })!;
        await control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync();
        Assert.Equal(0, control.ExitCode);
    }
}
