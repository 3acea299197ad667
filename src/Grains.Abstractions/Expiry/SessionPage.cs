namespace SessionOrleans.Expiry;

/// <summary>Some sessions, and where to go on; a null cursor ends the listing.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SessionPage")]
internal sealed record SessionPage(
    [property: Id(0)] IReadOnlyList<SessionDetails> Sessions,
    [property: Id(1)] string? Cursor);
