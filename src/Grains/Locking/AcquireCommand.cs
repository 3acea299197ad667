namespace SessionOrleans.Locking;

/// <summary>Takes the lock, or a place in its line. The attempt that asks again keeps its grant, or its place.</summary>
internal readonly record struct AcquireCommand(LockRequest Request) : ISessionCommand
{
    /// <summary>Asking again with the same attempt is always right, so nobody need know more.</summary>
    public static Reply InDoubt => Reply.Unavailable;

    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now)
    {
        var (queue, holder) = (state.Queue, state.HolderAt(now));
        if (holder?.Attempt == Request.Attempt)
            return Decision.Say(state.ToGrant(now), queue.Claimed());
        if (queue.WasSentAway(Request.Attempt) || (Request.IfPresent && !state.Record.IsLive))
            return Decision.Say(Reply.Ended);
        if (holder is null && (queue.First is not { } first || first.Request.Attempt == Request.Attempt))
            return Decision.Grant(state.Record with { Holder = LockHolder.Grant(Request, now.Time) });
        if (!Request.Queue)
            return Decision.Say(Reply.Held);
        return queue.IsFull && queue.Find(Request.Attempt) is null
            ? Decision.Say(Reply.Busy)
            : Decision.Say(Reply.Pending, queue.With(Request, now.Elapsed));
    }
}
