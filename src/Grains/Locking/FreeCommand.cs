namespace SessionOrleans.Locking;

/// <summary>Ends the holder's lease. The lock passes to whoever is next in the same save.</summary>
/// <param name="Token">Only a lock of this token; null: of any.</param>
/// <param name="Attempt">Only one granted to this attempt; null: to any.</param>
internal readonly record struct FreeCommand(long? Token = null, Guid? Attempt = null) : ISessionCommand
{
    public static bool MayBeTurnedAway => false;

    public static Reply InDoubt => Reply.Unavailable;

    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now) => state.HolderAt(now) is { } holder && IsMeant(holder)
        ? Decision.Save(state.Record with { Holder = state.NextHolder(now) }, Reply.Done)
        : Decision.Say(Reply.Gone);

    private bool IsMeant(LockHolder holder) =>
        (Token ?? holder.FencingToken) == holder.FencingToken && (Attempt ?? holder.Attempt) == holder.Attempt;
}
