namespace SessionOrleans;

/// <summary>Some of the sessions that a user has. A tool may return it as it is.</summary>
/// <param name="Sessions">The sessions, in no particular order.</param>
/// <param name="NextCursor">Where the next page begins; null: this is the last.</param>
public sealed record ToolSessionPage(IReadOnlyList<ToolSessionInfo> Sessions, string? NextCursor);
