using System.Diagnostics;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>A moment that all sessions of a run end at, however late each is made.</summary>
internal sealed class CommonDeadline(TimeSpan ahead)
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    /// <summary>What is left; below zero once it is over.</summary>
    public TimeSpan Left => ahead - Stopwatch.GetElapsedTime(_begun);

    /// <summary>How long it is over.</summary>
    public TimeSpan Since => -Left;

    /// <summary>The time to live of a session made now.</summary>
    /// <exception cref="InvalidOperationException">There is none: making the sessions took longer than was expected.</exception>
    public TimeSpan TimeToLive => Left is { } left && left > TimeSpan.Zero
        ? left
        : throw new InvalidOperationException("Making the sessions took longer than their time to live. Something else uses the machine: run again.");

    public Task WaitAsync(CancellationToken cancellationToken) =>
        Left is { } left && left > TimeSpan.Zero ? Task.Delay(left, cancellationToken) : Task.CompletedTask;
}
