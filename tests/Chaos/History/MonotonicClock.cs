using System.Diagnostics;

namespace SessionOrleans.Chaos.History;

/// <summary>The machine's clock that never jumps. Linux gives every process the same.</summary>
internal static class MonotonicClock
{
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>A moment of the machine's other clock, which Redis tells the time by.</summary>
    public static TimeSpan Of(DateTimeOffset moment) => Now - (TimeProvider.System.GetUtcNow() - moment);
}
