using System.Diagnostics;
using System.Globalization;

namespace Demo;

/// <summary>What was done and answered, on the console as it happens, and kept with its time.</summary>
internal sealed class Transcript
{
    private readonly List<TranscriptLine> _lines = [];
    private readonly long _begun = Stopwatch.GetTimestamp();

    public IReadOnlyList<TranscriptLine> Lines => _lines;

    public void Say(string text) => Add(LineKind.Remark, $"# {text}");

    public void Type(string prompt, string text) => Add(LineKind.Typed, $"{prompt} {text.TrimEnd()}");

    public void Answer(string server, string text, bool isError = false, TimeSpan? took = null)
    {
        var slow =
            took > TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"  (after {took.Value.TotalSeconds:0.0} s)") : "";
        foreach (var line in text.Split('\n'))
            Add(isError ? LineKind.Refused : LineKind.Answered, $"  [{server}] {line}{slow}");
    }

    private void Add(LineKind kind, string text)
    {
        _lines.Add(new(kind, text, Stopwatch.GetElapsedTime(_begun)));
        Console.WriteLine(text);
    }
}
