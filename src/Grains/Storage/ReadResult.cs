namespace SessionOrleans.Storage;

/// <summary>What is stored; null where the storage did not answer, with why it refused where it did.</summary>
internal readonly record struct ReadResult(SessionRecord? Record, string? Reason = null);
