using System.Net;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The connection, with what happens when it fails: an outage that just began is waited out for a moment, a longer one fails at once.
/// Thread-safe. On a connection that the application gave, whatever its settings are, it sees to that itself: it sends nothing while
/// there is no connection, and waits no longer for an answer than on one of the store's own.
/// </summary>
internal sealed class RedisLink : IDisposable
{
    /// <summary>For every command: where the primary is gone, a replica's answer may be old, and it refuses to write.</summary>
    public const CommandFlags OnPrimary = CommandFlags.DemandMaster;

    /// <summary>For a moment the client says that it is connected, and yet takes no command: the old one's end, or the new one's
    /// beginning.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Reached only by a command that fails again and again while others are answered.</summary>
    private const int MaxAttempts = 50;

    private readonly IConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly bool _isGiven;
    private TaskCompletionSource _restored = NewSignal();
    private long _failingSince;
    private int _isLooking;

    public RedisLink(IConnectionMultiplexer connection, TimeProvider time, bool isGiven = false)
    {
        (_connection, _time, _isGiven) = (connection, time, isGiven);
        _database = connection.GetDatabase();
        connection.ConnectionRestored += OnRestored;
    }

    /// <exception cref="RedisConnectionException">There is no connection, and the application's would keep commands until there
    /// is.</exception>
    public IDatabase Database => !_isGiven || _connection.IsConnected
        ? _database
        : throw new RedisConnectionException(
            ConnectionFailureType.UnableToResolvePhysicalConnection, CommandFlags.None,
            "The application's connection to Redis is not connected.");

    /// <summary>How long an answer is waited for; the connection itself sees to that where this is infinite.</summary>
    public TimeSpan AnswerWithin => _isGiven ? CallTimings.StorageAnswer : Timeout.InfiniteTimeSpan;

    /// <summary>Whether it is a Redis Cluster.</summary>
    public bool IsCluster => _connection.GetServers().Any(server => server.IsConnected && server.ServerType is ServerType.Cluster);

    /// <summary>The Redis that has a key; null: none can be reached.</summary>
    public EndPoint? PrimaryOf(RedisKey key) => RedisPrimaries.Of(_connection, key)?.EndPoint;

    /// <summary>Runs what may be run twice, again where the connection failed under it.</summary>
    /// <exception cref="SessionStorageException">Redis did not answer, or refused. No session was changed.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await ask(Database).WaitAsync(AnswerWithin);
                Worked();
                return answer;
            }
            catch (Exception fault) when (RedisTrouble.Is(fault))
            {
                Faulted(fault);
                if (attempt == MaxAttempts || !RedisTrouble.IsPassing(fault) || !await IsBackWithinAsync(PatienceAfterFault()))
                    throw ToStorageException(fault, nothingSaved: true);
            }
        }
    }

    /// <summary>The fault in words. Where no primary is there to take a command, what is there instead says why.</summary>
    public SessionStorageException ToStorageException(Exception fault, bool nothingSaved) =>
        RedisTrouble.ToStorageException(fault, nothingSaved, RedisTrouble.IsWithoutPrimary(fault) ? AnswerWithoutPrimary() : null);

    /// <summary>A command was answered.</summary>
    public void Worked()
    {
        if (Volatile.Read(ref _failingSince) != 0)
            Interlocked.Exchange(ref _failingSince, 0);
    }

    /// <summary>
    /// A command failed. Where a replica refused it, roles have changed: the application's connection may look at them once a minute only,
    /// so it is made to.
    /// </summary>
    public void Faulted(Exception fault)
    {
        if (_isGiven && RedisTrouble.IsReadOnly(fault) && Interlocked.Exchange(ref _isLooking, 1) == 0)
            _ = LookAtRolesAsync();
    }

    /// <summary>The connection failed: how long to wait for another, none where it has been failing for long.</summary>
    public TimeSpan PatienceAfterFault()
    {
        var now = _time.GetTimestamp();
        var since = Interlocked.CompareExchange(ref _failingSince, now, 0) is var known and not 0 ? known : now;
        return CallTimings.StorageOutage - _time.GetElapsedTime(since);
    }

    /// <summary>Whether the connection is back, and another try worth it, within <paramref name="patience"/>.</summary>
    public async Task<bool> IsBackWithinAsync(TimeSpan patience)
    {
        if (patience <= TimeSpan.Zero)
            return false;
        var restored = Volatile.Read(ref _restored).Task;
        if (_connection.IsConnected)
        {
            await Task.Delay(RetryPause);
            return true;
        }

        try
        {
            await restored.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return _connection.IsConnected;
        }
    }

    /// <summary>The application's connection goes on without it.</summary>
    public void Dispose() => _connection.ConnectionRestored -= OnRestored;

    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        Worked();
        Interlocked.Exchange(ref _restored, NewSignal()).TrySetResult();
    }

    private async Task LookAtRolesAsync()
    {
        await ((Task)_connection.ConfigureAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref _isLooking, 0);
    }

    private string? AnswerWithoutPrimary()
    {
        var servers = _connection.GetServers().Where(server => server.IsConnected).ToList();
        return servers.Count == 0 ? null
            : servers.All(server => server.IsReplica) ? RedisRefusal.NoPrimary
            : IsCluster ? RedisRefusal.PartOfClusterIsDown : null;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
