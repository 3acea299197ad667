using SessionOrleans.Quotas;

namespace SessionOrleans.Sessions;

/// <summary>The limits of what arrives, for callers that skipped the library. Each breach is an <see cref="ArgumentException"/>.</summary>
internal static class RequestLimits
{
    public static void Check(WriteRequest request, SessionStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Value, nameof(request));
        ArgumentNullException.ThrowIfNull(request.Lifetime, nameof(request));
        SessionLimits.CheckValueBytes(request.Value.Length, options.MaxValueBytes, "value");
        if (request.Versions is < 0 or > SessionLimits.MaxVersionsPerWrite)
            throw new ArgumentOutOfRangeException(nameof(request), request.Versions,
                $"One write stands for at most {SessionLimits.MaxVersionsPerWrite:N0} versions. Send several.");
        SessionLimits.CheckTimeToLive(request.Lifetime.DefaultTimeToLive, nameof(SessionStoreOptions.DefaultTimeToLive));
        if (request.Lifetime.TimeToLive is { } timeToLive)
            SessionLimits.CheckTimeToLive(timeToLive, "timeToLive");
        if (request.Lifetime.MaxLifetime is { } maxLifetime)
            SessionLimits.CheckTimeToLive(maxLifetime, "maxLifetime");
        if (request.Owner is not null)
            SessionLimits.CheckOwner(request.Owner);
        if (request.WriteId == Guid.Empty)
            throw new ArgumentException(
                "A write has an id of its own, which tells its repetition from another write; this one has none. Use Guid.NewGuid().",
                nameof(request));
        if (!Enum.IsDefined(request.Condition))
            throw new ArgumentOutOfRangeException(nameof(request), request.Condition,
                $"A write's condition is one of the {Enum.GetValues<ConditionKind>().Length} that this silo knows. " +
                "Update the silo, or the caller.");
        if (request.Quota is not null)
            Check(request.Quota, request.Owner);
        if (request is { Release: true, FencingToken: 0 })
            throw new ArgumentException(
                "A write releases the lock that it carries; this one carries none. Set FencingToken, or leave Release out.",
                nameof(request));
    }

    private static void Check(WriteQuota quota, string? owner)
    {
        if (owner is null)
            throw new ArgumentException(
                "A write that brings a quota is of an owner, whose sessions are counted; this one has none. Set Owner.", nameof(quota));
        if (quota is { MaxSessions: < 1 } or { MaxSessionsOfKind: < 1 } or { MaxBytes: < 1 } or { BytesPerMinute: < 1 })
            throw new ArgumentException($"Each limit of a quota is above zero; these are {quota}.", nameof(quota));
    }

    public static void Check(LockRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Attempt == Guid.Empty)
            throw new ArgumentException(
                "An attempt at a lock has an id of its own, by which it keeps its place; this one has none. Use Guid.NewGuid().",
                nameof(request));
        if (!Enum.IsDefined(request.Purpose))
            throw new ArgumentOutOfRangeException(nameof(request), request.Purpose,
                $"A lock's purpose is one of the {Enum.GetValues<LockPurpose>().Length} that this silo knows. " +
                "Update the silo, or the caller.");
        SessionLimits.CheckLease(request.Lease, "lease");
        SessionLimits.CheckLabel(request.Label, "label");
    }
}
