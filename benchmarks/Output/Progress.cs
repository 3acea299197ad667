using System.Diagnostics;

namespace SessionOrleans.Benchmarks.Output;

/// <summary>Tells on standard error how far a run is: in place on a terminal, else a line every few seconds. Thread-safe.</summary>
internal sealed class Progress
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private readonly bool _inPlace = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private long _lastLine;

    /// <summary>Something began or ended: always shown.</summary>
    public void Say(string text)
    {
        lock (_gate)
            Console.Error.WriteLine(_inPlace ? $"\r{text,-100}" : text);
    }

    /// <summary>How far the present step is.</summary>
    public void Show(string text)
    {
        lock (_gate)
        {
            if (_inPlace)
            {
                Console.Error.Write($"\r{text,-100}");
                return;
            }

            var now = Stopwatch.GetTimestamp();
            if (_lastLine != 0 && Stopwatch.GetElapsedTime(_lastLine, now) < LineEvery)
                return;
            _lastLine = now;
            Console.Error.WriteLine(text);
        }
    }
}
