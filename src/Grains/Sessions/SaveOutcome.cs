namespace SessionOrleans.Sessions;

/// <summary>How a save ended.</summary>
internal enum SaveOutcome
{
    Saved,

    /// <summary>Somebody else wrote meanwhile: another activation, or a sweep. Nothing was saved; decide again on what is stored.</summary>
    Conflict,

    /// <summary>Others wrote again and again; nothing was saved.</summary>
    Crowded,

    /// <summary>Storage did not answer: whether it was saved is seen when it is read again.</summary>
    Unknown,
}
