namespace SessionOrleans.Chaos.Checking;

/// <summary>What clocks may differ by.</summary>
internal static class Tolerance
{
    /// <summary>A silo tells Redis' time by replies, and is off by half a round trip at most; a timer may fire some milliseconds
    /// late.</summary>
    public static readonly TimeSpan OfClocks = TimeSpan.FromMilliseconds(100);
}
