namespace SessionOrleans.Locking;

/// <summary>One attempt to take a lock. Repeating it with the same <see cref="Attempt"/> keeps place or grant.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.LockRequest")]
internal sealed record LockRequest(
    [property: Id(0)] Guid Attempt,
    [property: Id(1)] TimeSpan Lease,
    [property: Id(2)] LockPurpose Purpose,
    [property: Id(3)] bool Queue,
    [property: Id(4)] string? Label = null,
    [property: Id(5)] bool IfPresent = false);
