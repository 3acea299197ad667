using System.Text.RegularExpressions;

namespace SessionOrleans.Silo;

/// <summary>A silo in a process of its own, on ports that it found free itself and told in its line.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private SiloProcess(ChildProcess process, Match ready)
    {
        _process = process;
        SiloPort = int.Parse(ready.Groups["silo"].Value, provider: null);
        GatewayPort = int.Parse(ready.Groups["gateway"].Value, provider: null);
        Health = new Uri(ready.Groups["health"].Value);
    }

    public int GatewayPort { get; }

    public int SiloPort { get; }

    public Uri Health { get; }

    /// <summary>What it wrote to standard output; whole once it has exited.</summary>
    public string Output => string.Join('\n', _process.Output);

    /// <summary>All that it wrote.</summary>
    public string Lines => string.Join('\n', _process.Lines);

    public static async Task<SiloProcess> StartAsync(params (string Name, string Value)[] environment)
    {
        var (process, line) = await ChildProcess.StartAsync(Repository.Silo, "SessionOrleans silo is ready", EnvironmentOf(environment));
        return new SiloProcess(process, Readiness().Match(line));
    }

    /// <summary>Starts a silo that is expected to give up: its exit code and what it wrote to standard error.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(params (string Name, string Value)[] environment)
    {
        await using var process = ChildProcess.Start("dotnet", [Repository.Silo], EnvironmentOf(environment));
        return (await process.EndAsync(), string.Join('\n', process.Errors));
    }

    /// <summary>Asks it to stop, as an orchestrator does, and returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await _process.SignalAsync("TERM");
        return await _process.EndAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static IEnumerable<(string Name, string? Value)> EnvironmentOf((string Name, string Value)[] environment) =>
    [
        ("REDIS_URL", null), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        .. environment.Contains(("SessionStore__Backend", "Memory")) ? [ClusterSecret.Variable] : (List<(string, string?)>)[],
        .. environment,
    ];

    [GeneratedRegex(
        @"^SessionOrleans silo is ready: backend \w+, silo port (?<silo>\d+), gateway port (?<gateway>\d+), prefix \S+, " +
        @"health (?<health>\S+)$")]
    private static partial Regex Readiness();
}
