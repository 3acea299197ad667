namespace SessionOrleans.Locking;

/// <summary>
/// What a call comes to that parks until its attempt is granted. It runs beside the turns, so nothing is read or saved for it, and it
/// changes nothing but the line: a place there is not stored, and whoever holds the lock looks there when letting go. Pure.
/// </summary>
internal static class WaitRule
{
    /// <param name="request">The attempt.</param>
    /// <param name="state">The state, as some turn may just be about to change it.</param>
    /// <param name="isLoaded">Whether the record in it is known to be what is stored.</param>
    /// <param name="now">Now.</param>
    public static Decision Decide(LockRequest request, in SessionState state, bool isLoaded, Now now)
    {
        var queue = state.Queue;
        var holder = isLoaded && !state.Record.IsOver(now.Time) ? state.HolderAt(now) : null;
        if (holder?.Attempt == request.Attempt)
            return Decision.Say(state.ToGrant(now));
        if (queue.Find(request.Attempt) is not null)
            return Decision.Park(queue.With(request, now.Elapsed));
        if (queue.WasSentAway(request.Attempt))
            return Decision.Say(Reply.Ended);

        // Where nobody holds the lock, it is to be asked for.
        if (holder is null || !request.Queue)
            return Decision.Say(Reply.Gone);
        queue = queue.WithoutSilent(now.Elapsed);
        return queue.IsFull ? Decision.Say(Reply.Busy, queue) : Decision.Park(queue.With(request, now.Elapsed));
    }
}
