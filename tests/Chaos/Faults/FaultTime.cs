namespace SessionOrleans.Chaos.Faults;

/// <summary>How long a fault lasts is what it is: nothing signals its end.</summary>
internal static class FaultTime
{
    /// <summary>Returns when the time has passed; at once where there is none left.</summary>
    public static async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (time <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancellationToken);
    }
}
