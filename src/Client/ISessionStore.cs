namespace SessionOrleans;

/// <summary>Sessions by id: state that outlives a call, expires by itself, and can be locked.</summary>
/// <remarks>
/// <para>Thread-safe; one per process. What is written or read as a <c>byte[]</c> is stored as it is, everything else as JSON (<see
/// cref="SessionStoreOptions.SerializerOptions"/>). A type whose values would not come back whole (fields, value tuples, collections
/// without a setter, constructors that JSON cannot call) is refused with <see cref="ArgumentException"/> before anything is written; the
/// message says what to change. Types with a converter of their own are trusted. A property without a setter that holds a simple value is
/// taken for a computed one.</para>
/// <para>A write that returned is in the backend, and every later read, from any process, sees it or a newer one. A crash of
/// this process loses nothing that was returned; a write in flight was applied once or not at all.</para>
/// <para>Ids are 1 to 256 characters of visible ASCII (0x21 to 0x7E). What begins with <c>~~</c> is kept for SessionOrleans itself (keys,
/// tasks, caches and the like), and refused in every method. Every method throws <see cref="ArgumentException"/>
/// for a breached limit, before anything is sent; <see cref="SessionStoreUnavailableException"/> where the store cannot answer,
/// which never means that a session is absent; <see cref="OperationCanceledException"/> when its token fires.</para>
/// </remarks>
/// <example>
/// <code>
/// await store.SetAsync("user-42", new Cart());
/// var session = await store.GetAsync&lt;Cart&gt;("user-42"); // null where there is none
/// await store.UpdateAsync&lt;Cart&gt;("user-42", cart => (cart ?? new()).Add("tea"));
/// </code>
/// </example>
[SuppliedBy(SuppliedByAttribute.AddSessionStore)]
public interface ISessionStore : IAsyncDisposable
{
    /// <summary>Which backend was chosen, why, and whether it is a fallback.</summary>
    SessionStoreStatus Status { get; }

    /// <summary>Every session under the store's prefix, for operators.</summary>
    ISessionDirectory Directory { get; }

    /// <summary>
    /// Signals between the hosts that use this store; MCP tasks, subscriptions and transport sessions need them. A store that wraps another
    /// one passes on the other's.
    /// </summary>
    ISessionSignals Signals { get; }

    /// <summary>Reads a session; null when there is none. Prolongs a sliding session.</summary>
    /// <exception cref="SessionValueException">What is stored is no <typeparamref name="T"/>, nor made one by a migration.</exception>
    Task<Session<T>?> GetAsync<T>(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Watches a session: yields what <see cref="GetAsync{T}"/> returns, at once, and again whenever that has changed. Null: there is no
    /// session, or none any more. Does not end by itself; leave the loop, or cancel.
    /// </summary>
    /// <remarks>
    /// Never an older version after a newer one, and always the newest in the end; who is slow misses those between. A change is seen
    /// within milliseconds, an expiry within about five seconds. When a silo was lost, what was written meanwhile is seen about five
    /// seconds after its sessions are served again. After the beginning, a store that does not answer is waited for. To watch is to read:
    /// a sliding session is prolonged at the beginning and with each change, and by nothing between.
    /// </remarks>
    /// <param name="id">The session, which need not exist.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="SessionStoreUnavailableException">The store does not answer at the beginning.</exception>
    /// <exception cref="SessionValueException">What is stored is no <typeparamref name="T"/>, nor made one by a migration.</exception>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    IAsyncEnumerable<Session<T>?> WatchAsync<T>(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads lifetime, owner and lock without the value; null when there is no session and nobody holds the id's lock. Where only the lock
    /// is held, <see cref="SessionInfo.Exists"/> is false. Prolongs nothing.
    /// </summary>
    Task<SessionInfo?> GetInfoAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Writes a session, new or not, and returns its new version. Without a time to live in
    /// <paramref name="options"/> the session keeps its own duration, restarted; a new one gets the store's default.</summary>
    /// <exception cref="SessionLockedException">The session is locked and <paramref name="options"/> do not carry the lock.</exception>
    /// <exception cref="SessionLockLostException">The lock that was carried is not the session's any more.</exception>
    /// <exception cref="SessionOutcomeUnknownException">The write was sent and its outcome cannot be known.</exception>
    Task<long> SetAsync<T>(string id, T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes a session if <paramref name="condition"/> holds, and returns its new version, or null when the condition did not
    /// hold.</summary>
    /// <inheritdoc cref="SetAsync{T}" path="/exception"/>
    Task<long?> TrySetAsync<T>(
        string id, T value, WriteCondition condition, SessionWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a session, or makes it. Atomic: <paramref name="create"/> may run on several callers at once, one value wins and all
    /// get it.</summary>
    /// <inheritdoc cref="SetAsync{T}" path="/exception"/>
    Task<Session<T>> GetOrCreateAsync<T>(string id, Func<CancellationToken, ValueTask<T>> create, SessionWriteOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies <paramref name="update"/> to the newest value (default when there is no session) and writes what it returns. Loses no
    /// update whatever the contention, applies none twice. The function must be pure: it may run again.
    /// </summary>
    /// <exception cref="SessionLockedException">The session stayed locked for a whole lease. Inside one's own lock, use <see
    /// cref="ISessionLock.UpdateAsync{T}"/>.</exception>
    /// <exception cref="SessionOutcomeUnknownException">The write was sent and its outcome cannot be known.</exception>
    Task<Session<T>> UpdateAsync<T>(
        string id, Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Restarts the session's own time to live, or gives it a new one; false when there is no session. Allowed whoever holds the
    /// lock.</summary>
    Task<bool> ExtendAsync(string id, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default);

    /// <summary>What is left of the session's life: null when there is no session, <see cref="Timeout.InfiniteTimeSpan"/> when it does not
    /// expire.</summary>
    Task<TimeSpan?> GetTimeToLiveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Ends a session; false when there was none. Beats its lock: <see cref="ISessionLock.Lost"/> fires for the holder.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the session's lock if it is free, else returns null at once. An absent id can be locked too. Not reentrant: who holds the lock
    /// gets null, too. Keep the handle and dispose it; one that is collected undisposed lets its lock go, with a warning in the log.
    /// </summary>
    Task<ISessionLock?> TryLockAsync(string id, LockOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the session's lock, in order of arrival. Not reentrant: inside one's own lock it waits in vain; write through the handle. Keep
    /// the handle and dispose it; one that is collected undisposed lets its lock go, with a warning in the log.
    /// </summary>
    /// <param name="id">The session, which need not exist.</param>
    /// <param name="wait">How long to wait: zero to 40 days, or <see cref="Timeout.InfiniteTimeSpan"/>; null: 30 seconds.</param>
    /// <param name="options">Lease, longest hold, label.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    /// <exception cref="TimeoutException">The lock did not come free in time.</exception>
    /// <exception cref="SessionEndedException">The session ended while the caller waited, or there is none and <see
    /// cref="LockOptions.IfPresent"/> asks for one.</exception>
    /// <exception cref="SessionStoreBusyException">A thousand already wait for this lock.</exception>
    Task<ISessionLock> LockAsync(
        string id, TimeSpan? wait = null, LockOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Releases a lock by its fencing token; false when that lock is not held any more.</summary>
    Task<bool> ReleaseLockAsync(string id, long fencingToken, CancellationToken cancellationToken = default);
}
