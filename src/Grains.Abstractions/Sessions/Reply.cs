using SessionOrleans.Quotas;

namespace SessionOrleans.Sessions;

/// <summary>How a call to a session ended, and what belongs to that.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="Session">The session, if it belongs to the outcome: as read, as written, as it came with a lock, or as it stands in the
/// way of a condition.</param>
/// <param name="Contended">Whether somebody holds the lock or waits for it: an update does best to stand in line at once.</param>
/// <param name="RetryAfter">When to try again, where the session is locked or a limit is reached; else zero.</param>
/// <param name="Grant">The lock that was granted.</param>
/// <param name="Breach">The limit that was reached.</param>
/// <param name="Reason">Why the storage refuses, where it does and says why.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.Reply")]
internal sealed record Reply(
    [property: Id(0)] Outcome Outcome,
    [property: Id(1)] SessionSnapshot? Session = null,
    [property: Id(2)] bool Contended = false,
    [property: Id(3)] TimeSpan RetryAfter = default,
    [property: Id(4)] LockGrant? Grant = null,
    [property: Id(5)] QuotaBreach? Breach = null,
    [property: Id(6)] string? Reason = null)
{
    public static readonly Reply Done = new(Outcome.Done);
    public static readonly Reply Absent = new(Outcome.Absent);
    public static readonly Reply AbsentAndContended = new(Outcome.Absent, Contended: true);
    public static readonly Reply OwnerDiffers = new(Outcome.OwnerDiffers);
    public static readonly Reply LockLost = new(Outcome.LockLost);
    public static readonly Reply MustQueue = new(Outcome.MustQueue);
    public static readonly Reply Ended = new(Outcome.Ended);
    public static readonly Reply Unavailable = new(Outcome.Unavailable);
    public static readonly Reply Unknown = new(Outcome.Unknown);
    public static readonly Reply Pending = new(Outcome.Pending);
    public static readonly Reply Held = new(Outcome.Held);
    public static readonly Reply Gone = new(Outcome.Gone);
    public static readonly Reply Busy = new(Outcome.Busy);
    public static readonly Reply Unreadable = new(Outcome.Unreadable);

    /// <summary>The storage did not do it, and may have said why.</summary>
    public static Reply UnavailableBecause(string? reason) => reason is null ? Unavailable : new(Outcome.Unavailable, Reason: reason);

    /// <summary>The token of the lock that was granted; 0: none was.</summary>
    public long FencingToken => Grant?.FencingToken ?? 0;

    /// <summary>When the lock was granted, by the backend's clock.</summary>
    public DateTimeOffset HeldSince => Grant?.HeldSince ?? default;

    /// <summary>What is left of the granted lock's lease.</summary>
    public TimeSpan Left => Grant?.Left ?? default;
}
