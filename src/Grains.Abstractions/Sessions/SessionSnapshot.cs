namespace SessionOrleans.Sessions;

/// <summary>A session as its readers get it. <see cref="Value"/> is null where the caller has it already; nobody mutates the
/// bytes.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SessionSnapshot")]
internal sealed record SessionSnapshot(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] DateTimeOffset? ExpiresAt,
    [property: Id(3)] byte[]? Value);
