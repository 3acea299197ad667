using Orleans.Concurrency;
using SessionOrleans.Sessions;

namespace SessionOrleans.Locking;

/// <summary>How a call about a lock ended, and with a grant its token, its times, what is left of its lease, and the session as it is.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.LockReply")]
internal sealed record LockReply(
    [property: Id(0)] LockOutcome Outcome,
    [property: Id(1)] long FencingToken = 0,
    [property: Id(2)] DateTimeOffset HeldSince = default,
    [property: Id(3)] SessionSnapshot? Session = null,
    [property: Id(4)] TimeSpan Left = default)
{
    public static readonly LockReply Done = new(LockOutcome.Done);
    public static readonly LockReply Pending = new(LockOutcome.Pending);
    public static readonly LockReply Held = new(LockOutcome.Held);
    public static readonly LockReply Gone = new(LockOutcome.Gone);
    public static readonly LockReply Ended = new(LockOutcome.Ended);
    public static readonly LockReply Busy = new(LockOutcome.Busy);
}
