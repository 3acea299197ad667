using SessionOrleans.Hosting;

namespace SessionOrleans.Calls;

/// <summary>
/// Bounds the calls of a store that are under way, so that each is answered in time by silos that have other work to do: thousands sent at
/// once would all be late, and of none would be known what became of it. Calls that are not answered for a second or two do not count any
/// more: their silo stands still, and calls to others go on. Thread-safe; a call that need not wait costs no object.
/// </summary>
internal sealed class CallGate
{
    /// <summary>So many are told at once that their turn did not come. Thousands of exceptions at once would hold up those under
    /// way.</summary>
    private const int MostToldAtOnce = 200;

    private static readonly Task<CallPlace?> Free = Task.FromResult<CallPlace?>(new());

    private readonly Lock _gate = new();
    private readonly Queue<CallWaiter> _waiting = new();
    private readonly Timer _look;
    private CallPlace _young = new();
    private CallPlace _old = new();

    public CallGate() => _look = new(static gate => ((CallGate)gate!).Look(), this, Timeout.Infinite, Timeout.Infinite);

    private bool IsFull => _young.Calls + _old.Calls >= SessionLimits.MaxCallsUnderWay;

    /// <summary>Waits for a place, first come, first served; null where none came free in time.</summary>
    public Task<CallPlace?> EnterAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (!operation.TakesTurn)
            return Free;
        CallWaiter waiter;
        lock (_gate)
        {
            if (!IsFull && _waiting.Count == 0)
            {
                _young.Calls++;
                return _young.Entered;
            }

            _waiting.Enqueue(waiter = new());
            if (_waiting.Count == 1)
                LookSoon();
        }

        return cancellationToken.CanBeCanceled ? waiter.WaitAsync(cancellationToken) : waiter.Task;
    }

    /// <summary>Gives the place back, once the first attempt at the call is over: those after it may only find out what became of
    /// it.</summary>
    public void Leave(CallPlace place)
    {
        if (place == Free.Result)
            return;
        lock (_gate)
        {
            place.Calls--;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (!IsFull && _waiting.TryDequeue(out var next))
        {
            if (next.TrySetResult(_young))
                _young.Calls++;
        }
    }

    /// <summary>While anybody waits: forgets the calls that are not answered for long, and tells those who waited for too long.</summary>
    private void Look()
    {
        lock (_gate)
        {
            if (_young.Since.IsOver(CallTimings.Place))
            {
                (_old, _young) = (_young, new());
                LetIn();
            }

            for (var told = 0; told < MostToldAtOnce && _waiting.TryPeek(out var first) && first.Since.IsOver(CallTimings.Turn); told++)
                _waiting.Dequeue().TrySetResult(null);
            if (_waiting.Count > 0)
                LookSoon();
        }
    }

    private void LookSoon() => _look.Change(CallTimings.Pause, Timeout.InfiniteTimeSpan);
}
