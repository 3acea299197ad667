namespace SessionOrleans.Storage;

/// <summary>A session in the index. A null deadline means never due.</summary>
internal readonly record struct IndexEntry(string Id, string? Owner, DateTimeOffset? Deadline);
