using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SessionOrleans.Silo;

/// <summary>A silo in a process of its own, on ports that it found free itself and told in its line.</summary>
internal sealed partial class SiloProcess : IAsyncDisposable
{
    /// <summary>Far above what a start takes, for machines that are busy.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly StringBuilder _output = new();
    private Task _reading = Task.CompletedTask;

    private SiloProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int GatewayPort { get; private set; }

    public int SiloPort { get; private set; }

    public Uri Health { get; private set; } = null!;

    /// <summary>What it wrote to standard output; whole once it has exited.</summary>
    public string Output => _output.ToString();

    public static async Task<SiloProcess> StartAsync(params (string Name, string Value)[] environment)
    {
        var silo = Launch(environment);
        try
        {
            await silo.ReadLineOfReadinessAsync().WaitAsync(StartWithin);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo that is expected to give up: its exit code and what it wrote to standard error.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(params (string Name, string Value)[] environment)
    {
        await using var silo = Launch(environment);
        await silo._process.StandardOutput.ReadToEndAsync().WaitAsync(StartWithin);
        await silo._process.WaitForExitAsync().WaitAsync(StartWithin);
        return (silo._process.ExitCode, await silo._errors);
    }

    /// <summary>Asks it to stop, as an orchestrator does, and returns its exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan within)
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(provider: null)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(within);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static SiloProcess Launch((string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [SiloAssembly.Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("REDIS_URL");
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new SiloProcess(Process.Start(start)!);
    }

    private async Task ReadLineOfReadinessAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            if (Readiness().Match(line) is not { Success: true } match)
                continue;
            SiloPort = int.Parse(match.Groups["silo"].Value, provider: null);
            GatewayPort = int.Parse(match.Groups["gateway"].Value, provider: null);
            Health = new Uri(match.Groups["health"].Value);
            _reading = ReadRestAsync();
            return;
        }

        throw new InvalidOperationException($"The silo ended before it was ready. {await _errors}");
    }

    private async Task ReadRestAsync() => _output.Append(await _process.StandardOutput.ReadToEndAsync());

    [GeneratedRegex(@"^SessionOrleans silo is ready: backend \w+, silo port (?<silo>\d+), gateway port (?<gateway>\d+), prefix \S+, health (?<health>\S+)$")]
    private static partial Regex Readiness();
}
