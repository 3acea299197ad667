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
        details.Lock is { } held ? new(held.Label, held.FencingToken, held.HeldSince, held.ExpiresAt, held.Waiting) : null);
}
