using SessionOrleans.Hosting;

namespace SessionOrleans.Locking;

/// <summary>
/// An attempt in line. Immutable, but for the signal that wakes its parked call: the grain gives it, the rules only carry it along.
/// </summary>
/// <param name="Request">The attempt.</param>
/// <param name="Since">When it took its place.</param>
/// <param name="LastHeard">When it last showed that it is alive.</param>
internal sealed record LockWaiter(LockRequest Request, TimeSpan Since, TimeSpan LastHeard)
{
    private readonly TaskCompletionSource<Reply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the attempt is granted or sent away.</summary>
    public Task<Reply> Answer => _answer.Task;

    public bool IsSilent(TimeSpan now) => now - LastHeard >= CallTimings.WaiterSilence;

    public void Tell(Reply reply) => _answer.TrySetResult(reply);
}
