namespace SessionOrleans.Hosting;

/// <summary>Where a silo host is in its life.</summary>
internal enum SiloState
{
    /// <summary>Not started yet, or stopped.</summary>
    Stopped,

    /// <summary>Starting for the first time.</summary>
    Starting,

    /// <summary>The silo is active and answers.</summary>
    Ready,

    /// <summary>The silo was lost and another is being built.</summary>
    Rebuilding,
}
