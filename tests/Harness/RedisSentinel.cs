using System.Globalization;

namespace SessionOrleans.Harness;

/// <summary>One Sentinel process, with its file in a folder of its own.</summary>
internal sealed class RedisSentinel : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("session-sentinel-");
    private readonly string _service;
    private ChildProcess? _process;

    private RedisSentinel(string service) => _service = service;

    public int Port { get; } = FreePort.Take();

    public static async Task<RedisSentinel> StartAsync(string service, int primary, int quorum, TimeSpan downAfter)
    {
        var sentinel = new RedisSentinel(service);
        var file = Path.Combine(sentinel._folder.FullName, "sentinel.conf");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            port {sentinel.Port}
            bind 127.0.0.1
            dir {sentinel._folder.FullName}
            sentinel monitor {service} 127.0.0.1 {primary} {quorum}
            sentinel down-after-milliseconds {service} {downAfter.TotalMilliseconds:F0}
            sentinel failover-timeout {service} 10000

            """));
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        sentinel._process = ChildProcess.Start("redis-server", [file, "--sentinel"], heard: line =>
        {
            if (line.Contains("+monitor master", StringComparison.Ordinal))
                ready.TrySetResult(true);
        });
        await sentinel._process.UntilAsync(ready.Task);
        return sentinel;
    }

    /// <summary>What it said so far.</summary>
    public IEnumerable<string> Lines => _process?.Lines ?? [];

    /// <summary>What it answers to a command of Sentinels about the service; null where it does not, or refuses.</summary>
    public Task<string?> TryAskAsync(string command) => RedisAnswer.TryAsync(Port, "SENTINEL", command, _service);

    /// <summary>Whether it knows, and hears, so many others of both kinds.</summary>
    public async Task<bool> IsSettledAsync(int sentinels, int replicas) =>
        Usable(await TryAskAsync("SENTINELS")) == sentinels && Usable(await TryAskAsync("REPLICAS")) == replicas
        && await TryAskAsync("CKQUORUM") is not null;

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Each is a list of names and values, and <c>flags</c> says how it is.</summary>
    private static int Usable(string? answer)
    {
        var lines = answer?.Split('\n') ?? [];
        return lines.Index().Count(line => line.Item is "flags" && lines[line.Index + 1] is "sentinel" or "slave");
    }
}
