namespace SessionOrleans.Locking;

/// <summary>Starts the holder's lease anew.</summary>
internal readonly record struct RenewCommand(long Token) : ISessionCommand
{
    public static bool MayBeTurnedAway => false;

    public static Reply InDoubt => Reply.Unavailable;

    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now)
    {
        if (state.HolderAt(now) is { } holder && holder.FencingToken == Token)
            return Decision.Save(state.Record with { Holder = holder.Renew(now.Time) }, Reply.Done);
        return Decision.Say(state.Queue.HasEnded(Token) ? Reply.Ended : Reply.Gone);
    }
}
