namespace SessionOrleans.Storage;

/// <summary>How long a save may take.</summary>
internal static class SaveTimings
{
    /// <summary>How long Redis has for one answer.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Redis refuses a save that reaches it later than this after it was begun. So a save whose outcome is not known has been decided once
    /// <see cref="GiveUp"/> has passed, and what a paused silo decided before its pause is not carried out after it.
    /// </summary>
    public static readonly TimeSpan Lapse = TimeSpan.FromSeconds(2);

    /// <summary>When a save of unknown outcome is given up. The difference to <see cref="Lapse"/> is what the clocks may be
    /// apart.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(2.5);
}
