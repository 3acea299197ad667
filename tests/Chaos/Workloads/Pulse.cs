using System.Collections.Concurrent;

namespace SessionOrleans.Chaos.Workloads;

/// <summary>
/// Tells how late this process was with what it has to do in time: a process that is paused, or starved, finds out late that its lock is
/// lost. Thread-safe.
/// </summary>
internal sealed class Pulse
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<(TimeSpan At, TimeSpan Gap)> _gaps = [];
    private readonly Lock _looking = new();
    private TimeSpan _last = MonotonicClock.Now;

    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            Look();
    }

    /// <summary>The longest that it stood still since a moment of the last half minute.</summary>
    public TimeSpan LongestGapSince(TimeSpan moment)
    {
        Look();
        return _gaps.Where(gap => gap.At >= moment).Select(gap => gap.Gap).DefaultIfEmpty().Max();
    }

    private void Look()
    {
        lock (_looking)
        {
            var now = MonotonicClock.Now;
            _gaps.Enqueue((now, now - _last));
            _last = now;
            while (_gaps.TryPeek(out var oldest) && now - oldest.At > Memory)
                _gaps.TryDequeue(out _);
        }
    }
}
