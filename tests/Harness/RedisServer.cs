using System.Collections.Concurrent;
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
    private readonly ConcurrentQueue<string> _log = new();
    private ChildProcess? _process;

    private RedisServer(string[] arguments) => _arguments = arguments;

    public int Port { get; private set; }

    /// <summary>For <c>SessionStoreOptions.RedisUrl</c>.</summary>
    public string Url => $"redis://127.0.0.1:{Port}";

    public string Folder => _folder.FullName;

    /// <summary>Whether its process was started and not killed. It may be paused.</summary>
    public bool IsRunning => _process is { HasExited: false };

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

    /// <summary>Starts another server, alone, on a copy of the data that this one has on its disk: to look at what it had.</summary>
    public async Task<RedisServer> StartCopyAsync()
    {
        var copy = new RedisServer([]) { Port = FreePort.Take() };

        // A folder since Redis 7, a file before.
        foreach (var file in _folder.EnumerateFiles("appendonly*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, file.FullName));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            file.CopyTo(place);
        }

        await copy.StartAgainAsync();
        return copy;
    }

    /// <summary>Starts the process, on the same port and data, and returns once its log says that it accepts connections, or what is
    /// given.</summary>
    public async Task StartAgainAsync(string signal = "Ready to accept connections")
    {
        string[] ours =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder,
            "--save", "", "--appendonly", "yes", "--appendfsync", "everysec",
        ];
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = ChildProcess.Start("redis-server", [.. ours, .. _arguments], heard: line =>
        {
            _log.Enqueue(line);
            if (line.Contains(signal, StringComparison.Ordinal))
                ready.TrySetResult(true);
        });
        await _process.UntilAsync(ready.Task);
    }

    /// <summary>Ends the process at once, as a crash does (<c>kill -9</c>).</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await process.DisposeAsync();
    }

    /// <summary>Of a replica: waits until it has read all that it was sent. Its primary has to stand still.</summary>
    public async Task HasReadAllAsync()
    {
        var (before, same) = ("", 0);
        await Until.TrueAsync(async () =>
        {
            var info = await AskAsync("INFO", "replication");
            var offset = info.Split('\n').Single(line => line.StartsWith("slave_repl_offset:", StringComparison.Ordinal));
            same = offset == before ? same + 1 : 0;
            before = offset;
            return same == 3;
        });
    }

    /// <summary>Stops the process where it stands (SIGSTOP): connections stay open, nothing answers.</summary>
    public Task PauseAsync() => _process!.SignalAsync("STOP");

    /// <summary>Lets a paused process go on.</summary>
    public Task ResumeAsync() => _process!.SignalAsync("CONT");

    /// <summary>What it has logged so far, in all its lives.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Asks this server alone, as <see cref="RedisAnswer.OfAsync"/> says: a connected multiplexer finds and asks others.</summary>
    public Task<string> AskAsync(params string[] command) => RedisAnswer.OfAsync(Port, command);

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }
}
