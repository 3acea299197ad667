namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>The system's clock, ahead by as much as a test says. Timers run as ever.</summary>
public sealed class TestClock : TimeProvider
{
    private long _aheadTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <summary>Moves on.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _aheadTicks, time.Ticks);
}
