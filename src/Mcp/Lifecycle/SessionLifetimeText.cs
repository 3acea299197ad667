using System.Globalization;

namespace SessionOrleans.Mcp;

/// <summary>How long a session lives, for a model to read.</summary>
internal readonly record struct SessionLifetimeText(TimeSpan TimeToLive, bool Sliding, TimeSpan MaxLifetime)
{
    /// <summary>A clause with the session as its subject, such as "ends 1 hour after the last write".</summary>
    public string Clause
    {
        get
        {
            var isCapped = MaxLifetime != Timeout.InfiniteTimeSpan;
            if (TimeToLive == Timeout.InfiniteTimeSpan)
                return isCapped ? $"ends {Text(MaxLifetime)} after it was created" : "lives until it is ended";
            var ends = $"ends {Text(TimeToLive)} after " + (Sliding ? "it was last used" : "the last write");
            return isCapped ? $"{ends}, and at the latest {Text(MaxLifetime)} after it was created" : ends;
        }
    }

    private static string Text(TimeSpan duration)
    {
        foreach (var (unit, name) in ((TimeSpan, string)[])[
            (TimeSpan.FromDays(1), "day"), (TimeSpan.FromHours(1), "hour"), (TimeSpan.FromMinutes(1), "minute")])
        {
            if (duration >= unit && duration.Ticks % unit.Ticks == 0)
                return Count(duration / unit, name);
        }

        return Count(duration.TotalSeconds, "second");
    }

    private static string Count(double number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0.###} {unit}{(number == 1 ? "" : "s")}");
}
