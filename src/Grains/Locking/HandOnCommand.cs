namespace SessionOrleans.Locking;

/// <summary>Grants a lock that came free by itself to whoever is next. Nobody calls it: a timer does.</summary>
internal readonly record struct HandOnCommand : ISessionCommand
{
    public static bool MayBeTurnedAway => false;

    public static Reply InDoubt => Reply.Unavailable;

    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now) => state.HolderAt(now) is null && state.NextHolder(now) is { } next
        ? Decision.Save(state.Record with { Holder = next }, Reply.Done)
        : Decision.Say(Reply.Done);
}
