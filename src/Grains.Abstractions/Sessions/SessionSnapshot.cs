using Orleans.Concurrency;

namespace SessionOrleans.Sessions;

/// <summary>A session's value and what its reader needs to know. Nobody mutates the bytes.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SessionSnapshot")]
internal sealed record SessionSnapshot(
    [property: Id(0)] byte[] Value,
    [property: Id(1)] long Version,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] DateTimeOffset? ExpiresAt);
