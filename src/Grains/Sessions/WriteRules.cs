using SessionOrleans.Locking;

namespace SessionOrleans.Sessions;

/// <summary>Whether a write may happen, and what the session is after it. Pure.</summary>
internal static class WriteRules
{
    /// <summary>The limits, for callers that skipped the library.</summary>
    public static void Check(WriteRequest request, SessionStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Value, nameof(request));
        ArgumentNullException.ThrowIfNull(request.Lifetime, nameof(request));
        SessionLimits.CheckValueBytes(request.Value.Length, options.MaxValueBytes, "value");
        if (request.Versions is < 0 or > SessionLimits.MaxVersionsPerWrite)
            throw new ArgumentOutOfRangeException(
                nameof(request), request.Versions, $"One write stands for at most {SessionLimits.MaxVersionsPerWrite:N0} versions. Send several.");
        SessionLimits.CheckTimeToLive(request.Lifetime.DefaultTimeToLive, nameof(SessionStoreOptions.DefaultTimeToLive));
        if (request.Lifetime.TimeToLive is { } timeToLive)
            SessionLimits.CheckTimeToLive(timeToLive, "timeToLive");
        if (request.Lifetime.MaxLifetime is { } maxLifetime)
            SessionLimits.CheckTimeToLive(maxLifetime, "maxLifetime");
        if (request.Owner is not null)
            SessionLimits.CheckOwner(request.Owner);
        if (request.WriteId == Guid.Empty)
            throw new ArgumentException("A write has an id of its own, which tells its repetition from another write; this one has none. Use Guid.NewGuid().", nameof(request));
        if (!Enum.IsDefined(request.Condition))
            throw new ArgumentOutOfRangeException(nameof(request), request.Condition,
                $"A write's condition is one of the {Enum.GetValues<ConditionKind>().Length} that this silo knows. Update the silo, or the caller.");
        if (request is { Release: true, FencingToken: 0 })
            throw new ArgumentException("A write releases the lock that it carries; this one carries none. Set FencingToken, or leave Release out.", nameof(request));
    }

    /// <summary>The answer that makes a save unnecessary: done already, or refused. Null: write.</summary>
    public static SessionReply? Answer(
        SessionRecord session, LockHolder? holder, bool contended, WriteRequest request, LockEnforcement enforcement)
    {
        if (session.Value is not null && session.WriteId == request.WriteId)
            return new(SessionOutcome.Done, session.ToSnapshot(withValue: false));
        return AnswerOfLock(holder, contended, request, enforcement)
            ?? AnswerOfCondition(session, request)
            ?? AnswerOfOwner(session, request);
    }

    /// <summary>The session after the write, still under its lock.</summary>
    public static SessionRecord Apply(SessionRecord session, LockHolder? holder, WriteRequest request, DateTimeOffset now) => new()
    {
        Version = session.Version + Math.Max(1, request.Versions) - 1,
        Value = request.Value,
        WriteId = request.WriteId,
        Lifetime = session.Lifetime?.Write(now, request.Lifetime) ?? SessionLifetime.Begin(now, request.Lifetime),
        Owner = session.Value is null ? request.Owner : session.Owner,
        Holder = holder,
    };

    private static SessionReply? AnswerOfLock(LockHolder? holder, bool contended, WriteRequest request, LockEnforcement enforcement)
    {
        if (request.FencingToken != 0)
            return holder?.FencingToken == request.FencingToken ? null : SessionReply.LockLost;
        if (enforcement is LockEnforcement.Advisory)
            return null;
        if (holder is { Purpose: LockPurpose.Hold })
            return new(SessionOutcome.Locked, RetryAfter: holder.Lease);
        return contended ? SessionReply.MustQueue : null;
    }

    private static SessionReply? AnswerOfCondition(SessionRecord session, WriteRequest request)
    {
        var holds = request.Condition switch
        {
            ConditionKind.IfAbsent => session.Value is null,
            ConditionKind.IfPresent => session.Value is not null,
            ConditionKind.IfVersion => session.Value is not null && session.ValueVersion == request.ConditionVersion,
            ConditionKind.Never => false,
            _ => true,
        };
        return holds ? null : new(SessionOutcome.ConditionFailed, session.ToSnapshot());
    }

    private static SessionReply? AnswerOfOwner(SessionRecord session, WriteRequest request) =>
        session.Value is not null && request.Owner is not null && request.Owner != session.Owner
            ? new(SessionOutcome.OwnerDiffers)
            : null;
}
