namespace SessionOrleans.Harness;

/// <summary>A machine that sleeps: its monotonic clock stands still meanwhile, its wall clock does not. Set, only the latter
/// steps.</summary>
public sealed class SleepingTime : TimeProvider
{
    private TimeSpan _slept;
    private TimeSpan _set;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

    public override long GetTimestamp() => base.GetTimestamp() - (long)(_slept.TotalSeconds * TimestampFrequency);

    /// <summary>As if that time passed in sleep just now: for Redis it did, and for the wall clock.</summary>
    public void Sleep(TimeSpan duration) => _slept += duration;

    /// <summary>As if somebody set the wall clock.</summary>
    public void SetWallClock(TimeSpan by) => _set += by;
}
