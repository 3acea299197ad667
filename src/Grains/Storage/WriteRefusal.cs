namespace SessionOrleans.Storage;

/// <summary>The storage refuses writes, while it may well be read.</summary>
/// <param name="Reason">Why, and what to do about it.</param>
/// <param name="Since">When it was first noticed.</param>
internal sealed record WriteRefusal(string Reason, DateTimeOffset Since);
