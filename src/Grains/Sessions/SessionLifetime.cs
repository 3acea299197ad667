namespace SessionOrleans.Sessions;

/// <summary>
/// How long a session lives (G3, G4): its own time to live, restarted by writes and, when it slides, by reads; never past its cap.
/// Pure: every rule takes <c>now</c>.
/// </summary>
/// <param name="CreatedAt">When the session was created.</param>
/// <param name="TimeToLive">The duration that a write restarts, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
/// <param name="Sliding">Whether reads prolong as well.</param>
/// <param name="CapAt">The end that nothing prolongs; null: none.</param>
/// <param name="Deadline">When the session ends as things are; null: never.</param>
internal sealed record SessionLifetime(
    DateTimeOffset CreatedAt,
    TimeSpan TimeToLive,
    bool Sliding,
    DateTimeOffset? CapAt,
    DateTimeOffset? Deadline)
{
    /// <summary>A new session's life.</summary>
    public static SessionLifetime Begin(DateTimeOffset now, LifetimeRequest request) =>
        new SessionLifetime(now, request.DefaultTimeToLive, request.DefaultSliding, CapAt: null, Deadline: null).Write(now, request);

    /// <summary>Life after a write: what the request leaves open stays, and the duration starts anew.</summary>
    public SessionLifetime Write(DateTimeOffset now, LifetimeRequest request)
    {
        var changed = this with
        {
            TimeToLive = request.TimeToLive ?? TimeToLive,
            Sliding = request.Sliding ?? Sliding,
            CapAt = request.MaxLifetime switch
            {
                null => CapAt,
                { } forEver when forEver == Timeout.InfiniteTimeSpan => null,
                { } longest => CreatedAt + longest,
            },
        };
        return changed.Restart(now);
    }

    /// <summary>Life after an extension: its own duration again, or a new one.</summary>
    public SessionLifetime Extend(DateTimeOffset now, TimeSpan? timeToLive) =>
        (this with { TimeToLive = timeToLive ?? TimeToLive }).Restart(now);

    /// <summary>
    /// Life after a read: the same object, unless the session slides and its saved deadline would be overtaken. It then runs half a
    /// duration ahead, so that reads cause at most one save in half a time to live.
    /// </summary>
    public SessionLifetime Read(DateTimeOffset now)
    {
        if (!Sliding || Deadline is not { } deadline || deadline == CapAt || now + TimeToLive <= deadline)
            return this;
        return Restart(now);
    }

    /// <summary>Whether the session has ended.</summary>
    public bool IsOver(DateTimeOffset now) => Deadline <= now;

    /// <summary>What is left; <see cref="Timeout.InfiniteTimeSpan"/> when it never ends.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => Deadline is { } deadline ? deadline - now : Timeout.InfiniteTimeSpan;

    private SessionLifetime Restart(DateTimeOffset now)
    {
        DateTimeOffset? deadline = TimeToLive == Timeout.InfiniteTimeSpan ? null : now + (Sliding ? TimeToLive * 1.5 : TimeToLive);
        return this with { Deadline = deadline is null || CapAt < deadline ? CapAt ?? deadline : deadline };
    }
}
