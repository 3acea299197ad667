namespace SessionOrleans.Mcp.Tasks;

/// <summary>Tasks as sessions. A change is read, apply, compare-and-set. Thread-safe.</summary>
internal sealed class TaskStore(ISessionStore store, IOptions<SessionTaskOptions> options)
{
    private readonly OwnSessions _store = new(store);

    public async Task CreateAsync(string sessionId, TaskRecord record, string? owner, CancellationToken cancellationToken)
    {
        var life = new SessionWriteOptions
        {
            TimeToLive = options.Value.TimeToLive,
            MaxLifetime = options.Value.TimeToLive,
            Sliding = false,
            Owner = owner,
        };
        _ = await _store.TrySetAsync(sessionId, record.ToBytes(), WriteCondition.IfAbsent, life, cancellationToken)
            ?? throw new SessionStoreException("The new task's id was taken already. Try again.") { RetryAfter = TimeSpan.Zero };
    }

    /// <summary>The task; null where there is none.</summary>
    public async Task<TaskRecord?> ReadAsync(string sessionId, CancellationToken cancellationToken) =>
        await _store.GetAsync(sessionId, cancellationToken) is { } session ? TaskRecord.Parse(session.Value) : null;

    /// <summary>The task as it is after the change; null where there is none. What does not change is not written.</summary>
    public async Task<TaskRecord?> ChangeAsync(string sessionId, Func<TaskRecord, TaskRecord> change, CancellationToken cancellationToken)
    {
        TaskRecord? result = null;
        await _store.ChangeAsync(
            sessionId,
            stored =>
            {
                var record = TaskRecord.Parse(stored);
                result = change(record);
                return ReferenceEquals(result, record) ? stored : result.ToBytes();
            },
            options: null,
            cancellationToken);
        return result;
    }

    /// <summary>Hears of the changes of a task, and of it where some may have been missed.</summary>
    public Task<IAsyncDisposable> ListenAsync(string sessionId, Action changed, CancellationToken cancellationToken) =>
        _store.ListenToSessionAsync(sessionId, changed, cancellationToken);
}
