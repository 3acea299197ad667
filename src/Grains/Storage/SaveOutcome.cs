namespace SessionOrleans.Storage;

/// <summary>How a save ended.</summary>
internal enum SaveOutcome
{
    Saved,

    /// <summary>Somebody else wrote meanwhile: another activation, or a sweep. Nothing was saved; decide again on what is stored.</summary>
    Conflict,

    /// <summary>The storage surely did not save it: what was read before is as good as it was.</summary>
    NothingSaved,

    /// <summary>The storage did not answer: whether it was saved is seen when it is read again.</summary>
    Unknown,
}
