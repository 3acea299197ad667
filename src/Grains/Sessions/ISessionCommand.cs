namespace SessionOrleans.Sessions;

/// <summary>
/// What a call asks of a session, and the rule that decides on it. Pure: no clock, no storage, no Orleans. A struct, so that a turn costs
/// no object for it.
/// </summary>
internal interface ISessionCommand
{
    /// <summary>
    /// Whether the call may be turned away while too many wait for the storage. What keeps or frees a lock may not: it has to be done all
    /// the more then.
    /// </summary>
    static virtual bool MayBeTurnedAway => true;

    /// <summary>The answer where the storage did not say whether it saved.</summary>
    static virtual Reply InDoubt => Reply.Unknown;

    /// <summary>
    /// Whether it finds no session as a rule. The first save of an activation then expects nothing stored, and is a conflict where there is
    /// something. That spares reading first.
    /// </summary>
    bool PresumesNew { get; }

    /// <summary>The answer where the storage surely did not save; null: that it is unavailable.</summary>
    Reply? AnswerUnsaved(in SessionState state, Now now) => null;

    /// <summary>What to answer, or what to save first, given the state as it stands <paramref name="now"/>.</summary>
    Decision Decide(in SessionState state, Now now);
}
