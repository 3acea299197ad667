using System.Collections.Concurrent;
using SessionOrleans.Membership;

namespace SessionOrleans.Sessions;

/// <summary>
/// Sessions as their activations in this silo know them, for readers in the same process and for reads that share a message, which need no
/// turn of the session then: what is shown here was acknowledged, and is taken away before anything newer can be seen elsewhere.
/// Thread-safe; holds nothing until somebody reads here.
/// </summary>
internal sealed class LocalSessions(IStorageClocks clocks, IMembershipLease lease, SessionMetrics metrics)
{
    private readonly ConcurrentDictionary<string, SessionRecord> _sessions = new(StringComparer.Ordinal);
    private volatile bool _isRead;

    /// <summary>Whether it is worth showing anything.</summary>
    public bool IsRead => _isRead;

    /// <summary>Shows a session, or nothing in its place.</summary>
    public void Show(string id, SessionRecord? session)
    {
        if (session is null)
            _sessions.TryRemove(id, out _);
        else
            _sessions[id] = session;
    }

    /// <summary>Null: ask the session itself. So it is where a read has to be saved, as it prolongs a session that slides.</summary>
    public SessionSnapshot? Read(ReadRequest request)
    {
        _isRead = true;
        if (!_sessions.TryGetValue(request.Id, out var session))
            return null;
        var clock = clocks.ClockOf(request.Id);
        var (lifetime, now) = (session.Lifetime!, clock.Now);
        if (lifetime.IsOver(now) || !ReferenceEquals(lifetime.Read(now), lifetime) || !lease.IsCertain || !clock.IsCertain)
            return null;
        metrics.Read(found: true);
        return session.ToSnapshot(withValue: session.ValueVersion != request.Known);
    }
}
