using System.Text.RegularExpressions;

namespace SessionOrleans.Deployment.Contributing;

/// <summary>.github/workflows: that they can run, and what they run.</summary>
public sealed partial class WorkflowTests
{
    private static readonly Dictionary<string, Dictionary<object, object>> Workflows =
        Yaml.FilesIn(".github/workflows").ToDictionary(path => path, Yaml.Read);

    private static IEnumerable<Dictionary<object, object>> Jobs =>
        Workflows.Values.SelectMany(workflow => workflow.Map("jobs").Values).Cast<Dictionary<object, object>>();

    private static IEnumerable<Dictionary<object, object>> Steps => Jobs.SelectMany(job => job.Maps("steps"));

    private static List<string> Commands =>
    [
        .. Steps.Select(step => step.Text("run")).OfType<string>()
            .SelectMany(run => run.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    [Fact]
    public void Workflows_AllTogether_TestAndPack()
    {
        Assert.Contains(".ci/run", Commands);
        Assert.Contains(Commands, command => command.StartsWith("./pack", StringComparison.Ordinal));
        Assert.EndsWith("\n./test\n", File.ReadAllText(Repository.PathOf(".ci/run")), StringComparison.Ordinal);
    }

    [Fact]
    public void Workflow_Each_StartsByItselfAndMayOnlyRead() => Assert.All(Workflows.Values, workflow =>
    {
        Assert.Superset(new HashSet<object> { "name", "on", "permissions", "jobs" }, workflow.Keys.ToHashSet());
        Assert.Superset(new HashSet<object> { "push", "pull_request" }, workflow.Map("on").Keys.ToHashSet());
        Assert.Equal([new("contents", "read")], workflow.Map("permissions"));
    });

    [Fact]
    public void Job_Each_HasAMachineATimeLimitAndTheSdkOfGlobalJson() => Assert.All(Jobs, job =>
    {
        Assert.Matches(@"^ubuntu-\d+\.04$", job.Text("runs-on"));
        Assert.InRange(int.Parse(job.Text("timeout-minutes")!, provider: null), 1, 120);
        var steps = job.Maps("steps").ToList();
        Assert.StartsWith("actions/checkout@", steps[0].Text("uses"), StringComparison.Ordinal);
        Assert.Contains(steps, step => step.Text("uses")?.StartsWith("actions/setup-dotnet@", StringComparison.Ordinal) is true
            && step.Map("with").Text("global-json-file") is "global.json");
    });

    [Fact]
    public void Step_Each_UsesAPinnedActionOrRunsSomething() => Assert.All(Steps, step =>
    {
        if (step.Text("uses") is { } action)
            Assert.Matches(@"^actions/[a-z-]+@v\d+$", action);
        else
            Assert.False(string.IsNullOrWhiteSpace(step.Text("run")));
    });

    [Fact]
    public void Scripts_OfTheRepository_ExistAndCanBeRun()
    {
        var scripts = Commands.Select(command => Script().Match(command).Value).Where(script => script is not "").ToList();

        Assert.True(scripts.Count >= 4, string.Join(", ", scripts));
        Assert.All(scripts, script =>
        {
            Assert.True(File.Exists(Repository.PathOf(script)), script);
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.PathOf(script)).HasFlag(UnixFileMode.UserExecute),
                $"{script} cannot be run.");
        });
    }

    [GeneratedRegex(@"^\.[\w./-]*")]
    private static partial Regex Script();
}
