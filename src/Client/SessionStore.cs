using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Directory;
using SessionOrleans.Health;
using SessionOrleans.Reading;
using SessionOrleans.Signals;
using SessionOrleans.Updating;
using SessionOrleans.Watching;

namespace SessionOrleans;

/// <summary>The store over a connection to its grains. Checks limits, encodes values, and leaves the rest to those who know how.</summary>
internal sealed class SessionStore : ISessionStore, IStoreHealth, IDisposable
{
    private readonly IStoreConnection _connection;
    private readonly GrainCalls _calls;
    private readonly ISessionReader _reader;
    private readonly ValueCodec _values;
    private readonly SessionWriter _writer;
    private readonly SessionUpdater _updater;
    private readonly LockFactory _locks;
    private readonly SessionSignals _signals;
    private int _disposed;

    public SessionStore(
        IStoreConnection connection,
        SessionStoreOptions options,
        TimeProvider timeProvider,
        IValueProtector? protector = null,
        ILoggerFactory? loggers = null)
    {
        _connection = connection;
        _calls = new(connection, timeProvider);
        var cache = new ReadCache();
        _reader = Reader(connection, cache, _calls);
        _values = new(options, protector, (loggers ?? NullLoggerFactory.Instance).CreateLogger<ValueCodec>());
        var lockClient = new LockClient(_calls, options);
        _writer = new(_calls, lockClient, _values, options);
        _updater = new(_calls, _reader, cache, lockClient, _writer, _values, options);
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<LockFactory>();
        _locks = new(_calls, lockClient, _writer, _updater, _values, options, logger);
        Directory = new SessionDirectory(_calls, new(loggers ?? NullLoggerFactory.Instance));
        _signals = new(connection, _calls);
    }

    /// <summary>The way to the grains, for those who look behind the store.</summary>
    internal IStoreConnection Connection => _connection;

    public SessionStoreStatus Status => _connection.Status;

    public ISessionDirectory Directory { get; }

    public ISessionSignals Signals => _signals;

    public async Task<Session<T>?> GetAsync<T>(string id, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        return await ReadAsync<T>(id, cancellationToken);
    }

    public IAsyncEnumerable<Session<T>?> WatchAsync<T>(string id, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        return new SessionWatch<T>(id, _signals, stop => ReadAsync<T>(id, stop)).RunAsync(cancellationToken);
    }

    public async Task<SessionInfo?> GetInfoAsync(string id, CancellationToken cancellationToken = default)
    {
        var reply = await InspectAsync(id, cancellationToken);
        return reply.Details?.ToInfo() ?? reply.Lock?.ToInfo(id);
    }

    public async Task<TimeSpan?> GetTimeToLiveAsync(string id, CancellationToken cancellationToken = default) =>
        (await InspectAsync(id, cancellationToken)).Details?.Remaining;

    public async Task<long> SetAsync<T>(
        string id, T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        return (await _writer.WriteAsync(id, _writer.Prepare(id, value, options), cancellationToken)).Session!.Version;
    }

    public async Task<long?> TrySetAsync<T>(
        string id, T value, WriteCondition condition, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        var reply = await _writer.WriteAsync(id, _writer.Prepare(id, value, options, condition), cancellationToken);
        return reply.Outcome is Outcome.Done ? reply.Session!.Version : null;
    }

    public async Task<Session<T>> GetOrCreateAsync<T>(
        string id, Func<CancellationToken, ValueTask<T>> create, SessionWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        SessionWriter.Check(id, options);
        ArgumentNullException.ThrowIfNull(create);
        var stored = StoredIn(await _reader.ReadAsync(new(id), cancellationToken));
        while (true)
        {
            if (stored is not null && _values.Decode<T>(id, stored) is { } present)
                return present;
            // One that counts as absent is replaced, unless it changed.
            var condition = stored is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(stored.Version);
            var request = _writer.Prepare(id, await create(cancellationToken), options, condition);
            var reply = await _writer.WriteAsync(id, request, cancellationToken);
            if (reply.Outcome is Outcome.Done)
                return _values.DecodeOwn<T>(id, reply.Session! with { Value = request.Value });
            stored = reply.Session ?? StoredIn(await _reader.ReadAsync(new(id), cancellationToken));
        }
    }

    public Task<Session<T>> UpdateAsync<T>(
        string id, Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        SessionWriter.Check(id, options);
        ArgumentNullException.ThrowIfNull(update);
        return options?.Lock is { } held
            ? held.UpdateAsync(update, options, cancellationToken)
            : _updater.UpdateAsync(id, update, options, cancellationToken);
    }

    public async Task<bool> ExtendAsync(string id, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        if (timeToLive is { } asked)
            SessionLimits.CheckTimeToLive(asked, nameof(timeToLive));
        var reply = await _calls.SessionAsync(
            Operation.Extend, id, timeToLive, static (grain, duration) => grain.Extend(duration), cancellationToken);
        return IsDone(reply);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        return IsDone(await _calls.SessionAsync(Operation.Remove, id, 0, static (grain, _) => grain.Remove(), cancellationToken));
    }

    public Task<ISessionLock?> TryLockAsync(string id, LockOptions? options = null, CancellationToken cancellationToken = default) =>
        _locks.TryLockAsync(id, options, cancellationToken);

    public Task<ISessionLock> LockAsync(
        string id, TimeSpan? wait = null, LockOptions? options = null, CancellationToken cancellationToken = default) =>
        _locks.LockAsync(id, wait, options, cancellationToken);

    public async Task<bool> ReleaseLockAsync(string id, long fencingToken, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        var reply = await _calls.SessionAsync(
            Operation.Release, id, fencingToken, static (grain, token) => grain.Release(token), cancellationToken);
        return reply.Outcome is Outcome.Unavailable or Outcome.Unreadable ? throw StoreErrors.Of(reply) : reply.Outcome is Outcome.Done;
    }

    public async Task<string?> CheckHealthAsync(CancellationToken cancellationToken) =>
        await _calls.HealthAsync(cancellationToken) is { Answers: true } reply ? reply.Trouble : throw StoreErrors.Unavailable();

    /// <summary>For containers that are not disposed asynchronously.</summary>
    void IDisposable.Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _signals.DisposeAsync();
        await _locks.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>How sessions are read: by <paramref name="calls"/>, a call to the session. The readers around it only spare work.</summary>
    private static ISessionReader Reader(IStoreConnection connection, ReadCache cache, GrainCalls calls) =>
        new TracedReads(new LocalReads(connection, new CachedReads(cache, new BatchedReads(connection, calls))));

    private async Task<Session<T>?> ReadAsync<T>(string id, CancellationToken cancellationToken) =>
        StoredIn(await _reader.ReadAsync(new(id), cancellationToken)) is { } stored ? _values.Decode<T>(id, stored) : null;

    private async Task<InspectReply> InspectAsync(string id, CancellationToken cancellationToken)
    {
        ReservedIds.CheckId(id);
        var reply = await _calls.SessionAsync(Operation.Inspect, id, 0, static (grain, _) => grain.Inspect(), cancellationToken);
        return reply.Outcome is Outcome.Unavailable or Outcome.Unreadable
            ? throw StoreErrors.Of(new(reply.Outcome, Reason: reply.Reason))
            : reply;
    }

    private static SessionSnapshot? StoredIn(Reply read) => read.Outcome switch
    {
        Outcome.Done => read.Session!,
        Outcome.Absent => null,
        Outcome.Unknown => throw StoreErrors.Unavailable(),
        _ => throw StoreErrors.Of(read),
    };

    private static bool IsDone(Reply reply) => reply.Outcome switch
    {
        Outcome.Done => true,
        Outcome.Absent => false,
        Outcome.Unknown => throw StoreErrors.Unavailable(),
        _ => throw StoreErrors.Of(reply),
    };
}
