namespace SessionOrleans;

/// <summary>A session without its value; or an id that has no session, and is locked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Whose it is; null: nobody's.</param>
/// <param name="Version">The version of its value; 0: there is no session, see <see cref="Exists"/>.</param>
/// <param name="CreatedAt">When it was created, by the backend's clock; without a session, since when the lock is held.</param>
/// <param name="ExpiresAt">When it ends unless prolonged; null: never. Without a session, when the lock ends unless renewed.</param>
/// <param name="TimeToLive">The duration that a write restarts; null: none, it does not expire.</param>
/// <param name="Lock">Its lock; null: nobody holds it.</param>
public sealed record SessionInfo(
    string Id,
    string? Owner,
    long Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    TimeSpan? TimeToLive,
    SessionLockInfo? Lock)
{
    /// <summary>Whether there is a session; false: an id without one, of which only <see cref="Lock"/> is known.</summary>
    public bool Exists => Version > 0;
}
