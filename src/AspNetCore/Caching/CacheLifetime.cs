using Microsoft.Extensions.Caching.Distributed;

namespace SessionOrleans.AspNetCore.Caching;

/// <summary>How long a cache's entry lives, in terms of a session. Pure.</summary>
/// <param name="Write">How the session is written.</param>
/// <param name="EndsAt">Where reading prolongs the session: the end that it must not move.</param>
internal sealed record CacheLifetime(SessionWriteOptions Write, DateTimeOffset? EndsAt)
{
    /// <summary>What outlives this stays for ever; a session's time to live is limited.</summary>
    private static readonly TimeSpan Ages = TimeSpan.FromDays(365 * 100);

    public static CacheLifetime Of(DistributedCacheEntryOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        var left = options.AbsoluteExpirationRelativeToNow ?? options.AbsoluteExpiration - now;
        if (left <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.AbsoluteExpiration,
                "The absolute expiration of a cache's entry is in the future. To end an entry now, use RemoveAsync.");
        }

        if (left > Ages)
            left = null;
        return options.SlidingExpiration is { } sliding && !(sliding >= left)
            ? new(Writing(sliding, slides: true), now + left)
            : new(Writing(left ?? Timeout.InfiniteTimeSpan, slides: false), EndsAt: null);
    }

    /// <summary>Says everything, so that nothing stays of an entry that is written over.</summary>
    private static SessionWriteOptions Writing(TimeSpan timeToLive, bool slides) => new()
    {
        TimeToLive = timeToLive > Ages ? Timeout.InfiniteTimeSpan : timeToLive,
        Sliding = slides,
        MaxLifetime = Timeout.InfiniteTimeSpan,
    };
}
