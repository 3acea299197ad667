namespace SessionOrleans.Storage;

/// <summary>How a save ended, and the record with its version where it was saved.</summary>
internal readonly record struct SaveResult(SaveOutcome Outcome, SessionRecord? Saved = null);
