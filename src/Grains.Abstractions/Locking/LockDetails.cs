namespace SessionOrleans.Locking;

/// <summary>A held lock as others see it.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.LockDetails")]
internal sealed record LockDetails(
    [property: Id(0)] string? Label,
    [property: Id(1)] long FencingToken,
    [property: Id(2)] DateTimeOffset HeldSince,
    [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] int Waiting);
