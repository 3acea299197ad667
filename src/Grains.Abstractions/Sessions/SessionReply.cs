using Orleans.Concurrency;

namespace SessionOrleans.Sessions;

/// <summary>An outcome, and the session where it belongs to it: as read, as written, or as it stands in the way of a condition.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="Session">The session, if it belongs to the outcome.</param>
/// <param name="Contended">Whether somebody holds the lock or waits for it: an update does best to stand in line at once.</param>
/// <param name="RetryAfter">When to try again.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SessionReply")]
internal sealed record SessionReply(
    [property: Id(0)] SessionOutcome Outcome,
    [property: Id(1)] SessionSnapshot? Session = null,
    [property: Id(2)] bool Contended = false,
    [property: Id(3)] TimeSpan? RetryAfter = null)
{
    public static readonly SessionReply Done = new(SessionOutcome.Done);
    public static readonly SessionReply Absent = new(SessionOutcome.Absent);
    public static readonly SessionReply Ended = new(SessionOutcome.Ended);
    public static readonly SessionReply LockLost = new(SessionOutcome.LockLost);
    public static readonly SessionReply MustQueue = new(SessionOutcome.MustQueue);
}
