namespace SessionOrleans.Benchmarks.Output;

/// <summary>Tells on standard error how far a run is. Thread-safe.</summary>
internal sealed class Progress
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long? _lastLine;

    /// <summary>Something began or ended: always shown.</summary>
    public void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>How far the present step is: shown every few seconds.</summary>
    public void Show(string text)
    {
        lock (_gate)
        {
            if (_lastLine is { } last && Stopwatch.GetElapsedTime(last) < LineEvery)
                return;
            _lastLine = Stopwatch.GetTimestamp();
        }

        Say(text);
    }
}
