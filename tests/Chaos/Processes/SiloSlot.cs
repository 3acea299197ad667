using SessionOrleans.Chaos.Faults;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Processes;

/// <summary>The place of one silo: its ports, its way to Redis, and the process of the moment.</summary>
/// <param name="number">Which of the silos.</param>
/// <param name="redisPorts">The ports of Redis itself.</param>
/// <param name="start">Starts a worker, by its name, its way to Redis, and the ports of its silo.</param>
internal sealed class SiloSlot(
    int number, IReadOnlyList<int> redisPorts, Func<string, RedisWay?, (int Silo, int Gateway)?, Task<WorkerProcess>> start)
    : IAsyncDisposable
{
    private const int Attempts = 3;

    private readonly (int Silo, int Gateway) _ports = FreePort.TakeTwo();
    private int _started;

    public RedisWay Way { get; } = new(redisPorts);

    /// <summary>The process of the moment.</summary>
    public WorkerProcess Process { get; private set; } = null!;

    /// <summary>Starts one; its name tells the silo and which of its processes it is.</summary>
    public async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Process = await start($"silo{number + 1}.{++_started}", Way, _ports);
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // It ended, since Redis did not answer in time on a busy machine: an orchestrator starts another, too.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Process is { } process)
            await process.DisposeAsync();
        await Way.DisposeAsync();
    }
}
