namespace SessionOrleans.Storage;

/// <summary>Ended sessions in memory, with the semantics of the Redis scripts. Thread-safe.</summary>
internal sealed class MemoryEndedSessions(StorageClock clock) : IEndedSessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EndedSessionName, Waiting> _waiting = [];
    private readonly PriorityQueue<Waiting, DateTimeOffset> _due = new();
    private DateTimeOffset? _keptUntil;

    public void Add(EndedSessionName name, SessionRecord record)
    {
        lock (_gate)
        {
            var waiting = _waiting[name] = new(name, record) { DueAt = clock.Now };
            _due.Enqueue(waiting, waiting.DueAt);
        }
    }

    public ValueTask<bool> WatchAsync(bool hasHandlers)
    {
        lock (_gate)
        {
            if (hasHandlers)
                _keptUntil = clock.Now + EndedSessionKeeping.Patience;
            if (_keptUntil > clock.Now)
                return new(true);
            _waiting.Clear();
            _due.Clear();
            return new(false);
        }
    }

    public ValueTask<IReadOnlyList<EndedEntry>> TakeAsync(int limit, TimeSpan claim)
    {
        lock (_gate)
        {
            var (now, taken) = (clock.Now, new List<EndedEntry>());
            while (taken.Count < limit && _due.TryPeek(out var first, out var dueAt) && dueAt <= now)
            {
                _due.Dequeue();
                // What was put off or removed since has left its former place in the queue.
                if (dueAt != first.DueAt || !_waiting.ContainsKey(first.Name))
                    continue;
                PutOff(first, now + claim);
                taken.Add(new(first.Name, ++first.Attempts));
            }

            return new(taken);
        }
    }

    public ValueTask<SessionRecord> ReadAsync(EndedEntry entry)
    {
        lock (_gate)
            return new(_waiting.TryGetValue(entry.Name, out var waiting) ? waiting.Record : SessionRecord.None);
    }

    public ValueTask PutOffAsync(EndedEntry entry, TimeSpan pause)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(entry.Name, out var waiting))
                PutOff(waiting, clock.Now + pause);
            return default;
        }
    }

    public ValueTask RemoveAsync(EndedEntry entry)
    {
        lock (_gate)
        {
            // Its place in the queue is left in time; the value need not wait for that.
            if (_waiting.Remove(entry.Name, out var waiting))
                waiting.Record = SessionRecord.None;
            return default;
        }
    }

    private void PutOff(Waiting waiting, DateTimeOffset until)
    {
        waiting.DueAt = until;
        _due.Enqueue(waiting, until);
    }

    private sealed class Waiting(EndedSessionName name, SessionRecord record)
    {
        public EndedSessionName Name => name;

        public SessionRecord Record { get; set; } = record;

        public DateTimeOffset DueAt { get; set; }

        public int Attempts { get; set; }
    }
}
