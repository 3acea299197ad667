namespace SessionOrleans.Sessions;

/// <summary>Reads the session, and saves a later deadline where it slides and would be overtaken.</summary>
/// <param name="Known">The version whose value the caller has: the value stays away then. 0: none.</param>
internal readonly record struct ReadCommand(long Known) : ISessionCommand
{
    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now)
    {
        var session = state.Record;
        if (session.Lifetime is not { Sliding: true } lifetime || lifetime.Read(now.Time) is var longer && ReferenceEquals(longer, lifetime))
            return Decision.Say(state.ToReply(session, Known, now));
        var next = session with { Lifetime = longer };
        return Decision.Save(next, state.ToReply(next, Known, now));
    }
}
