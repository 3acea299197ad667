namespace SessionOrleans.Membership;

/// <summary>
/// Whether this silo may trust what it has in memory (G1). A silo that was paused or cut off may have been declared dead, and its sessions
/// may go on elsewhere. Thread-safe; asked at every access, so cheap.
/// </summary>
internal interface IMembershipLease
{
    /// <summary>
    /// True while this silo surely is a member of its cluster. False: read from storage before serving from memory, and answer
    /// unavailable where that fails.
    /// </summary>
    bool IsCertain { get; }
}
