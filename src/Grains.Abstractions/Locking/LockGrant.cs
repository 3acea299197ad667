namespace SessionOrleans.Locking;

/// <summary>A lock as its holder gets it.</summary>
/// <param name="FencingToken">A number that grows with every grant.</param>
/// <param name="HeldSince">When it was granted, by the backend's clock.</param>
/// <param name="Left">What is left of its lease.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.LockGrant")]
internal sealed record LockGrant(
    [property: Id(0)] long FencingToken,
    [property: Id(1)] DateTimeOffset HeldSince,
    [property: Id(2)] TimeSpan Left);
