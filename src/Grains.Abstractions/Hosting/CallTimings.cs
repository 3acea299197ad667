namespace SessionOrleans.Hosting;

/// <summary>How long calls may take. Orleans' own 30 seconds are as long as a lease, and an external client waits them out when a silo
/// dies.</summary>
internal static class CallTimings
{
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);
}
