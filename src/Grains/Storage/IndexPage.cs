namespace SessionOrleans.Storage;

/// <summary>Some ids, and where to go on.</summary>
internal readonly record struct IndexPage(IReadOnlyList<string> Ids, string? Cursor);
