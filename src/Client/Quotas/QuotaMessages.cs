using System.Globalization;

namespace SessionOrleans.Quotas;

/// <summary>What is said to a caller who reached a limit: the limit, its option, and what to do.</summary>
internal static class QuotaMessages
{
    private const string Options = "SessionToolsOptions.";

    public static string Of(QuotaBreach breach)
    {
        var (quota, whose) = breach.IsAnonymous
            ? ("AnonymousQuota", "Callers who are not signed in together have")
            : ("UserQuota", "You have");
        var end = breach.IsAnonymous
            ? "Nothing was written. Sign in, or try again later."
            : "Nothing was written. End what you need no more, or wait until something expires.";
        var most = breach.Most.ToString("N0", CultureInfo.InvariantCulture);
        return breach.Limit switch
        {
            QuotaLimit.SessionsOfKind => $"{whose} {most} sessions of this kind, and no more may be opened " +
                $"({Options}{quota}.MaxSessionsOfKind). {end}",
            QuotaLimit.Sessions => $"{whose} {most} sessions, and no more may be opened ({Options}{quota}.MaxSessions). {end}",
            QuotaLimit.Bytes => $"{whose} sessions that hold {most} bytes, and no more may be kept ({Options}{quota}.MaxBytes). {end}",
            QuotaLimit.BytesPerMinuteOfSession => $"This session was written to more than it may be: {most} bytes in a minute " +
                $"({Options}{nameof(QuotaLimit.BytesPerMinuteOfSession)}). Nothing was written. Write less often, or less at once.",
            QuotaLimit.BytesPerMinuteOfCaller => $"{whose} sent more than {most} bytes in a minute to be written " +
                $"({Options}{quota}.BytesPerMinute). " +
                "Nothing was written. Write less often, or less at once.",
            _ => $"The memory that sessions are kept in is {most} % full, so {(breach.IsAnonymous
                ? "callers who are not signed in cannot open new ones. Sign in, or try again later."
                : "no new ones can be opened. Try again later.")} (SessionStoreOptions.MemoryHighWaterMark)",
        };
    }
}
