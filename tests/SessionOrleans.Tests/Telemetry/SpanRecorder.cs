using System.Collections.Concurrent;
using System.Diagnostics;

namespace SessionOrleans.Telemetry;

/// <summary>Hears the spans of one session, among all that a test run makes.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanRecorder(string id)
    {
        var hash = IdHash.Of(id);
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "SessionOrleans",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (hash.Equals(span.GetTagItem("session.hash")))
                    _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<Activity> Spans => _spans;

    public Activity Single(string name) => Assert.Single(_spans, span => span.OperationName == name);

    public void Dispose() => _listener.Dispose();
}
