namespace SessionOrleans.Sessions;

/// <summary>
/// An outcome, and what is known of the session; where there is none, of the lock that somebody holds on its id. The reason is that of a
/// storage that refuses.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.InspectReply")]
internal sealed record InspectReply(
    [property: Id(0)] Outcome Outcome,
    [property: Id(1)] SessionDetails? Details = null,
    [property: Id(2)] LockDetails? Lock = null,
    [property: Id(3)] string? Reason = null);
