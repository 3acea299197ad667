namespace SessionOrleans.Sessions;

/// <summary>How a save ended.</summary>
internal enum SaveOutcome
{
    Saved,

    /// <summary>Somebody else wrote meanwhile: another activation, or a sweep. Nothing was saved; decide again on what is stored.</summary>
    Conflict,

    /// <summary>Storage did not take it, or others wrote again and again.</summary>
    NothingSaved,

    /// <summary>Storage did not answer: whether it was saved is seen when it is read again.</summary>
    Unknown,
}
