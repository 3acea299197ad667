using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The connection, with what happens when it fails: an outage that just began is waited out for a moment, a longer one fails at once.
/// Thread-safe.
/// </summary>
internal sealed class RedisLink
{
    /// <summary>
    /// The first fails with the connection, the second may come before the client knows that it is gone, the third has the new one.
    /// </summary>
    public const int MaxAttempts = 3;

    /// <summary>A connection that broke is usually there again at once; who asks meanwhile waits this long.</summary>
    private static readonly TimeSpan ShortOutage = TimeSpan.FromSeconds(1);

    private readonly IConnectionMultiplexer _connection;
    private readonly TimeProvider _time;
    private TaskCompletionSource _restored = NewSignal();
    private long _downSince;

    public RedisLink(IConnectionMultiplexer connection, TimeProvider time)
    {
        (_connection, _time) = (connection, time);
        Database = connection.GetDatabase();
        connection.ConnectionRestored += (_, _) => Restored();
    }

    public IDatabase Database { get; }

    /// <summary>Runs what may be run twice, again where the connection failed under it.</summary>
    /// <exception cref="SessionStorageException">Redis did not answer, or refused. No session was changed.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask(Database);
            }
            catch (Exception fault) when (RedisTrouble.Is(fault))
            {
                if (attempt == MaxAttempts || !RedisTrouble.IsOfConnection(fault) || !await IsBackSoonAsync())
                    throw RedisTrouble.ToStorageException(fault, nothingSaved: true);
            }
        }
    }

    /// <summary>Whether the connection is back in time for another try. Waits for it only while the outage is short.</summary>
    public async Task<bool> IsBackSoonAsync()
    {
        var now = _time.GetTimestamp();
        var downSince = Interlocked.CompareExchange(ref _downSince, now, 0) is var known and not 0 ? known : now;
        if (!await IsBackWithinAsync(ShortOutage - _time.GetElapsedTime(downSince)))
            return false;
        Interlocked.Exchange(ref _downSince, 0);
        return true;
    }

    /// <summary>Whether the connection is back within <paramref name="patience"/>.</summary>
    public async Task<bool> IsBackWithinAsync(TimeSpan patience)
    {
        var restored = Volatile.Read(ref _restored).Task;
        if (_connection.IsConnected)
            return true;
        if (patience <= TimeSpan.Zero)
            return false;
        try
        {
            await restored.WaitAsync(patience, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return _connection.IsConnected;
        }
    }

    private void Restored()
    {
        Interlocked.Exchange(ref _downSince, 0);
        Interlocked.Exchange(ref _restored, NewSignal()).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
