using SessionOrleans.Hosting;

namespace SessionOrleans.Calls;

/// <summary>How long a call has been tried. Real time: a clock that a test moves must not stop calls from being tried again.</summary>
internal readonly struct RetryClock
{
    private readonly long _begun;

    private RetryClock(long begun) => _begun = begun;

    public static RetryClock Start() => new(TimeProvider.System.GetTimestamp());

    public bool IsOver(TimeSpan limit) => TimeProvider.System.GetElapsedTime(_begun) >= limit;

    /// <summary>What is left of a limit, and never nothing.</summary>
    public TimeSpan LeftOf(TimeSpan limit) =>
        limit - TimeProvider.System.GetElapsedTime(_begun) is var left && left > CallTimings.Pause ? left : CallTimings.Pause;

    /// <summary>Waits a moment before the call is begun again.</summary>
    public static Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(CallTimings.Pause, cancellationToken);
}
