namespace SessionOrleans.Sessions;

/// <summary>Ends the session, whoever holds its lock.</summary>
/// <param name="KeepsEnded">Whether it is kept until its expiration handlers were called.</param>
internal readonly record struct RemoveCommand(bool KeepsEnded) : ISessionCommand
{
    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now) => state.Record is { Value: not null } session
        ? Decision.Save(KeepsEnded ? session.Removed(now.Time) : session.Emptied(), Reply.Done)
        : Decision.Say(Reply.Absent);
}
