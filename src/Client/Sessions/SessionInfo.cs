namespace SessionOrleans;

/// <summary>A session without its value.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Whose it is; null: nobody's.</param>
/// <param name="Version">The version of its value.</param>
/// <param name="CreatedAt">When it was created, by the backend's clock.</param>
/// <param name="ExpiresAt">When it ends unless prolonged; null: never.</param>
/// <param name="TimeToLive">The duration that a write restarts; null: none, it does not expire.</param>
/// <param name="Lock">Its lock; null: nobody holds it.</param>
public sealed record SessionInfo(
    string Id,
    string? Owner,
    long Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    TimeSpan? TimeToLive,
    SessionLockInfo? Lock);
