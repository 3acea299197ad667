namespace SessionOrleans.Locking;

/// <summary>An attempt in line, and the signal that wakes its parked call.</summary>
internal sealed class LockWaiter(LockRequest request, TimeSpan since)
{
    private readonly TaskCompletionSource<LockReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LockRequest Request { get; } = request;

    /// <summary>When it took its place.</summary>
    public TimeSpan Since { get; } = since;

    /// <summary>When the waiter last showed that it is alive.</summary>
    public TimeSpan LastHeard { get; set; } = since;

    /// <summary>Completes when the attempt is granted or sent away.</summary>
    public Task<LockReply> Answer => _answer.Task;

    public void Tell(LockReply reply) => _answer.TrySetResult(reply);
}
