namespace SessionOrleans.Sessions;

/// <summary>
/// How long a session is to live. What is null stays as the session has it; a new one gets the caller's defaults, which ride along.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.LifetimeRequest")]
internal sealed record LifetimeRequest(
    [property: Id(0)] TimeSpan DefaultTimeToLive,
    [property: Id(1)] bool DefaultSliding,
    [property: Id(2)] TimeSpan? TimeToLive = null,
    [property: Id(3)] bool? Sliding = null,
    [property: Id(4)] TimeSpan? MaxLifetime = null);
