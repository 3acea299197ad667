namespace SessionOrleans.Sessions;

/// <summary>Starts the session's time to live anew, or gives it another. Extending is no write: it asks for no lock.</summary>
/// <param name="TimeToLive">The new one; null: its own again.</param>
internal readonly record struct ExtendCommand(TimeSpan? TimeToLive) : ISessionCommand
{
    public bool PresumesNew => false;

    public Decision Decide(in SessionState state, Now now) => state.Record is { Lifetime: { } lifetime } session
        ? Decision.Save(session with { Lifetime = lifetime.Extend(now.Time, TimeToLive) }, Reply.Done)
        : Decision.Say(Reply.Absent);
}
