using System.Collections.Concurrent;

namespace SessionOrleans.Cluster;

/// <summary>Remembers what it was told, and fails where it is told to.</summary>
public sealed class RecordingHandler : ISessionExpirationHandler
{
    private readonly ConcurrentDictionary<string, int> _calls = [];
    private readonly ConcurrentDictionary<string, int> _failures = [];

    public ConcurrentQueue<EndedSession> Heard { get; } = [];

    public int CallsFor(string id) => _calls.GetValueOrDefault(id);

    public void Fail(string id, int times) => _failures[id] = times;

    public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken)
    {
        var calls = _calls.AddOrUpdate(session.Id, 1, (_, before) => before + 1);
        if (_failures.TryGetValue(session.Id, out var failures) && calls <= failures)
            throw new InvalidOperationException("told to fail");
        Heard.Enqueue(session);
        return Task.CompletedTask;
    }
}
