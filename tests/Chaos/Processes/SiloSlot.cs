using SessionOrleans.Chaos.Faults;
using SessionOrleans.Testing;

namespace SessionOrleans.Chaos.Processes;

/// <summary>The place of one silo: its ports, its way to Redis, and the process of the moment.</summary>
internal sealed class SiloSlot(int number, int redisPort, Func<WorkerSettings, Task<WorkerProcess>> start, WorkerSettings common) : IAsyncDisposable
{
    private readonly (int Silo, int Gateway) _ports = FreePort.TakeTwo();
    private int _started;

    public RedisProxy Proxy { get; } = new(redisPort);

    /// <summary>The process of the moment.</summary>
    public WorkerProcess Process { get; private set; } = null!;

    /// <summary>Starts one; its name tells the silo and which of its processes it is.</summary>
    public async Task StartAsync() => Process = await start(common with
    {
        Name = $"silo{number + 1}.{++_started}",
        StoreRedis = $"redis://127.0.0.1:{Proxy.Port}",
        SiloPort = _ports.Silo,
        GatewayPort = _ports.Gateway,
    });

    public async ValueTask DisposeAsync()
    {
        if (Process is { } process)
            await process.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
