namespace SessionOrleans.Harness;

/// <summary>The clock of a machine that is off, and that has been up for another while.</summary>
public sealed class SkewedTime(TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;

    public override long GetTimestamp() => base.GetTimestamp() + ((long)(skew.TotalSeconds + 100) * TimestampFrequency);
}
