using SessionOrleans.Quotas;

namespace SessionOrleans;

/// <summary>
/// How a write is to be done. What is null stays as the session has it, or is the store's default for a new session.
/// </summary>
public sealed record SessionWriteOptions
{
    /// <summary>How long the session lives after this write: above zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    /// <value>Above zero, at most 365,000 days, or <c>Infinite</c>.</value>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// Whether reads prolong the session as well. A sliding session lives at least one and at most one and a half times its time to live
    /// after the last access.
    /// </summary>
    public bool? Sliding { get; init; }

    /// <summary>The longest the session may live from its creation on, whatever prolongs it: above zero, or <see
    /// cref="Timeout.InfiniteTimeSpan"/>.</summary>
    /// <value>Above zero, at most 365,000 days, or <c>Infinite</c>.</value>
    public TimeSpan? MaxLifetime { get; init; }

    /// <summary>Whose session this is: 1 to 256 characters, set at creation. A later write may repeat it, never change it.</summary>
    /// <value>1 to 256 characters.</value>
    public string? Owner { get; init; }

    /// <summary>The lock under which to write; its fencing token travels with the write.</summary>
    /// <value>A lock of this session that is held.</value>
    public ISessionLock? Lock { get; init; }

    /// <summary>What bounds who writes; null: nothing but the store's own limits.</summary>
    internal CallerLimits? Limits { get; init; }
}
