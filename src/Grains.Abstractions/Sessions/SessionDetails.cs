namespace SessionOrleans.Sessions;

/// <summary>A session without its value. <see cref="Remaining"/> is counted by the backend's clock when the reply was made.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SessionDetails")]
internal sealed record SessionDetails(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Owner,
    [property: Id(2)] long Version,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] TimeSpan TimeToLive,
    [property: Id(6)] TimeSpan Remaining,
    [property: Id(7)] LockDetails? Lock);
