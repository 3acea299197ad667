namespace SessionOrleans.Sessions;

/// <summary>From what crosses the wire to what users see.</summary>
internal static class SessionDetailsMapping
{
    public static SessionInfo ToInfo(this SessionDetails details) => new(
        details.Id,
        details.Owner,
        details.Version,
        details.CreatedAt,
        details.ExpiresAt,
        details.TimeToLive == Timeout.InfiniteTimeSpan ? null : details.TimeToLive,
        details.Lock?.ToInfo());

    /// <summary>Of an id that has no session, and is locked.</summary>
    public static SessionInfo ToInfo(this LockDetails held, string id) =>
        new(id, Owner: null, Version: 0, held.HeldSince, held.ExpiresAt, TimeToLive: null, held.ToInfo());

    private static SessionLockInfo ToInfo(this LockDetails held) =>
        new(held.Label, held.FencingToken, held.HeldSince, held.ExpiresAt, held.Waiting);
}
