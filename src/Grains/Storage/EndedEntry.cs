namespace SessionOrleans.Storage;

/// <summary>An ended session that was taken up to be told of.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Attempt">How often it was taken, this time included.</param>
internal readonly record struct EndedEntry(EndedSessionName Name, int Attempt);
