namespace SessionOrleans;

/// <summary>Some sessions of a listing.</summary>
/// <param name="Sessions">The sessions, in no particular order.</param>
/// <param name="NextCursor">Where the next page begins; null: this is the last.</param>
public sealed record SessionInfoPage(IReadOnlyList<SessionInfo> Sessions, string? NextCursor);
