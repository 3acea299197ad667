namespace SessionOrleans.Chaos.Workloads;

/// <summary>When the holder of a lock was told that it is lost. Thread-safe.</summary>
internal sealed class LostTime
{
    private long _ticks;

    public LostTime(CancellationToken lost) => lost.UnsafeRegister(
        static time => Volatile.Write(ref ((LostTime)time!)._ticks, MonotonicClock.Now.Ticks), this);

    /// <summary>Null while it is not lost.</summary>
    public TimeSpan? At => Volatile.Read(ref _ticks) is var ticks and not 0 ? TimeSpan.FromTicks(ticks) : null;
}
