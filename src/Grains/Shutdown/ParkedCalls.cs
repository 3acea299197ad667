namespace SessionOrleans.Shutdown;

/// <summary>
/// Until when calls may park in this silo: until it deactivates its sessions, which waits for every call that is under way. Who parks then
/// is told to ask again, and takes the place in line elsewhere. Thread-safe.
/// </summary>
internal sealed class ParkedCalls : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _over = new();

    public CancellationToken Over => _over.Token;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(ParkedCalls), ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, _ => _over.CancelAsync());

    public void Dispose() => _over.Dispose();
}
