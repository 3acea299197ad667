namespace SessionOrleans.Chaos.Faults;

/// <summary>How long a fault lasts is what it is: nothing signals its end.</summary>
internal static class FaultTime
{
    /// <summary>A timer's shortest period.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Returns when the time has passed; at once where there is less than a millisecond.</summary>
    public static async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time < Shortest)
            return;
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancellationToken);
    }
}
