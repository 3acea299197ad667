using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace SessionOrleans.Harness;

/// <summary>
/// A redis-server of the test's own, on a free port of loopback, with its data in a folder of its own. It can be killed, paused and
/// started again on the same port and data. Fails where redis-server is not installed; never skips.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("session-redis-");
    private Process? _process;

    private RedisServer(string[] arguments) => _arguments = arguments;

    public int Port { get; private set; }

    /// <summary>For <c>SessionStoreOptions.RedisUrl</c>.</summary>
    public string Url => $"redis://127.0.0.1:{Port}";

    public string Folder => _folder.FullName;

    /// <summary>Starts one. Extra arguments as on the command line: <c>"--requirepass", "secret"</c>.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = new RedisServer(arguments) { Port = FreePort.Take() };
            try
            {
                await server.StartAgainAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Somebody else took the port between the look and the start.
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Starts the process, on the same port and data, and returns once its log says that it accepts connections, or what is
    /// given.</summary>
    public async Task StartAgainAsync(string signal = "Ready to accept connections")
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] ours =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder,
            "--save", "", "--appendonly", "yes", "--appendfsync", "everysec",
        ];
        foreach (var argument in ours.Concat(_arguments))
            start.ArgumentList.Add(argument);

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) =>
        {
            lock (log)
                log.Add(line.Data ?? "");
            if (line.Data?.Contains(signal, StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        process.Exited += (_, _) =>
        {
            lock (log)
                ready.TrySetException(new InvalidOperationException("redis-server did not start:\n" + string.Join('\n', log)));
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Ends the process at once, as a crash does (<c>kill -9</c>).</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Stops the process where it stands (SIGSTOP): connections stay open, nothing answers.</summary>
    public void Pause() => Signal("STOP");

    /// <summary>Lets a paused process go on.</summary>
    public void Resume() => Signal("CONT");

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
