namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>A request that may begin a session.</summary>
internal sealed class TransportSessionBeginning
{
    /// <summary>Where the session is kept; null as long as none began.</summary>
    public string? Key { get; set; }
}
