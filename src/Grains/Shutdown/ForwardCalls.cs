namespace SessionOrleans.Shutdown;

/// <summary>
/// Other silos go on asking a stopping one for sessions that it has let go, until each of them learned where the session is now. It passes
/// such calls on, which takes a moment; Orleans would block them next, without an answer. So it waits, unless it is alone: as long again as
/// letting go took, which tells how busy the machine is.
/// </summary>
internal sealed class ForwardCalls(ISiloStatusOracle silos) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    private long _begun;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ForwardCalls), ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, _ =>
        {
            _begun = TimeProvider.System.GetTimestamp();
            return Task.CompletedTask;
        });
        lifecycle.Subscribe(
            nameof(ForwardCalls), ServiceLifecycleStage.GrainDirectoryShutdown - 1, static _ => Task.CompletedTask, PassOnAsync);
    }

    private Task PassOnAsync(CancellationToken graceful)
    {
        if (!silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Any(silo => !silo.Equals(silos.SiloAddress)))
            return Task.CompletedTask;
        var took = TimeProvider.System.GetElapsedTime(_begun);
        return Task.Delay(took > Least ? took : Least, graceful);
    }
}
