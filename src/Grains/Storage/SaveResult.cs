namespace SessionOrleans.Storage;

/// <summary>How a save ended, the record with its version where it was saved, and why the storage refused where it did.</summary>
internal readonly record struct SaveResult(SaveOutcome Outcome, SessionRecord? Saved = null, string? Reason = null);
