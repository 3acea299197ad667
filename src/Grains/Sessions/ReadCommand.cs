namespace SessionOrleans.Sessions;

/// <summary>Reads the session, and saves a later deadline where it slides and would be overtaken.</summary>
/// <param name="Known">The version whose value the caller has: the value stays away then. 0: none.</param>
internal readonly record struct ReadCommand(long Known) : ISessionCommand
{
    public bool PresumesNew => false;

    /// <summary>The deadline stays where it is, and until then there is something to read.</summary>
    public Reply? AnswerUnsaved(in SessionState state, Now now) => state.ToReply(state.Record, Known, now);

    public Decision Decide(in SessionState state, Now now)
    {
        var session = state.Record;
        var lifetime = session.Lifetime?.Read(now.Time);
        if (ReferenceEquals(lifetime, session.Lifetime))
            return Decision.Say(state.ToReply(session, Known, now));
        var next = session with { Lifetime = lifetime };
        return Decision.Save(next, state.ToReply(next, Known, now));
    }
}
