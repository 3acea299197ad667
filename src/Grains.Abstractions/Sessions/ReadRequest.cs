namespace SessionOrleans.Sessions;

/// <summary>A read of a session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Known">The version whose value the caller has, and need not get; 0: none.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.ReadRequest")]
internal readonly record struct ReadRequest([property: Id(0)] string Id, [property: Id(1)] long Known = 0);
