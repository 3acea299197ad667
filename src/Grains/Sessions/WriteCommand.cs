namespace SessionOrleans.Sessions;

/// <summary>Writes the value, if the condition, the lock and the owner allow it.</summary>
internal readonly record struct WriteCommand(WriteRequest Request, LockEnforcement Enforcement) : ISessionCommand
{
    public bool PresumesNew => Request is { Condition: ConditionKind.IfAbsent, FencingToken: 0 };

    public Decision Decide(in SessionState state, Now now)
    {
        var (session, holder) = (state.Record, state.HolderAt(now));
        if (state.Queue.HasEnded(Request.FencingToken))
            return Decision.Say(Reply.Ended);
        if (session.Value is not null && session.WriteId == Request.WriteId)
            return Decision.Say(new(Outcome.Done, session.ToSnapshot(withValue: false)));
        if ((RefusalOfLock(holder, state.IsContended(now)) ?? RefusalOfCondition(session) ?? RefusalOfOwner(session)) is { } refusal)
            return Decision.Say(refusal);
        var next = Apply(session, Request.Release ? state.NextHolder(now) : holder, now.Time);
        return Decision.Write(next, Request.FencingToken == 0 ? null : state.Queue.Claimed());
    }

    private SessionRecord Apply(SessionRecord session, LockHolder? holder, DateTimeOffset now) => new()
    {
        Version = session.Version + Math.Max(1, Request.Versions) - 1,
        Value = Request.Value,
        WriteId = Request.WriteId,
        Lifetime = session.Lifetime?.Write(now, Request.Lifetime) ?? SessionLifetime.Begin(now, Request.Lifetime),
        Owner = session.Value is null ? Request.Owner : session.Owner,
        Holder = holder,
    };

    private Reply? RefusalOfLock(LockHolder? holder, bool isContended)
    {
        if (Request.FencingToken != 0)
            return holder?.FencingToken == Request.FencingToken ? null : Reply.LockLost;
        if (Enforcement is LockEnforcement.Advisory)
            return null;
        if (holder is { Purpose: LockPurpose.Hold })
            return new(Outcome.Locked, RetryAfter: holder.Lease);
        return isContended ? Reply.MustQueue : null;
    }

    private Reply? RefusalOfCondition(SessionRecord session)
    {
        var holds = Request.Condition switch
        {
            ConditionKind.IfAbsent => session.Value is null,
            ConditionKind.IfPresent => session.Value is not null,
            ConditionKind.IfVersion => session.Value is not null && session.ValueVersion == Request.ConditionVersion,
            ConditionKind.Never => false,
            _ => true,
        };
        return holds ? null : new(Outcome.ConditionFailed, session.ToSnapshot());
    }

    private Reply? RefusalOfOwner(SessionRecord session) =>
        session.Value is not null && Request.Owner is not null && Request.Owner != session.Owner ? Reply.OwnerDiffers : null;
}
