namespace SessionOrleans.Calls;

/// <summary>What an exception of a grain call says about the call.</summary>
internal enum CallTrouble
{
    /// <summary>Nothing: the grain answered with it, or nobody expected it.</summary>
    None,

    /// <summary>No grain saw the call.</summary>
    NotCarriedOut,

    /// <summary>The silo or the session has too much to do, and said so before it did anything.</summary>
    TurnedAway,

    /// <summary>The call may have been carried out.</summary>
    InDoubt,
}
