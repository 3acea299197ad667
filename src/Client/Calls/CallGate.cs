using SessionOrleans.Hosting;

namespace SessionOrleans.Calls;

/// <summary>
/// Bounds the calls of a store that are under way, so that each is answered in time by silos that have other work to do: thousands sent at
/// once would all be late, and of none would be known what became of it. Thread-safe; a call that need not wait costs no object.
/// </summary>
internal sealed class CallGate
{
    private static readonly Task<bool> Entered = Task.FromResult(true);

    private readonly SemaphoreSlim _places = new(SessionLimits.MaxCallsUnderWay);

    /// <summary>Waits for a place, first come, first served; false where none came free in time.</summary>
    public Task<bool> EnterAsync(Operation operation, CancellationToken cancellationToken) =>
        operation.TakesTurn ? _places.WaitAsync(CallTimings.Turn, cancellationToken) : Entered;

    /// <summary>Gives the place back, once the first attempt at the call is over: those after it may only find out what became of
    /// it.</summary>
    public void Leave(Operation operation)
    {
        if (operation.TakesTurn)
            _places.Release();
    }
}
