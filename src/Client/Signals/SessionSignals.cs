namespace SessionOrleans.Signals;

/// <summary>Topics and sessions, as the application sees them. Thread-safe.</summary>
internal sealed class SessionSignals(IStoreConnection connection, GrainCalls calls) : ISessionSignals, IAsyncDisposable
{
    private readonly SignalHub<ISignalGrain> _topics = new(connection, calls);
    private readonly SignalHub<ISessionGrain> _sessions = new(connection, calls);

    /// <summary>Fires when the store is disposed.</summary>
    public CancellationToken Stopping => _sessions.Stopping;

    public int SessionsListenedTo => _sessions.Count;

    public async Task SendAsync(string topic, string? message = null, CancellationToken cancellationToken = default)
    {
        CheckTopic(topic);
        SessionLimits.CheckSignal(message);
        await calls.SignalAsync<ISignalGrain, string?>(topic, message, static (grain, said) => grain.Send(said), cancellationToken);
    }

    public Task<IAsyncDisposable> ListenAsync(string topic, Action<string?> heard, CancellationToken cancellationToken = default)
    {
        CheckTopic(topic);
        ArgumentNullException.ThrowIfNull(heard);
        return _topics.ListenAsync(topic, heard, cancellationToken);
    }

    public Task<IAsyncDisposable> ListenToSessionAsync(string id, Action changed, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        ArgumentNullException.ThrowIfNull(changed);
        return _sessions.ListenAsync(id, _ => changed(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _topics.DisposeAsync();
        await _sessions.DisposeAsync();
    }

    private static void CheckTopic(string topic)
    {
        SessionLimits.CheckTopic(topic);
        ReservedIds.Check(topic, nameof(topic));
    }
}
