using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// What a <see cref="ToolSession{T}"/> and a <see cref="UserSession{T}"/> can do. They differ where there is no session: the one refuses
/// its handle with <see cref="SessionHandleException"/>, and no method creates a session; the other has a new <typeparamref name="T"/> for
/// its value, and a write or a lock creates it.
/// </summary>
/// <remarks>Thread-safe, and as durable as the store it stands on.</remarks>
/// <typeparam name="T">What the session holds: a class with a <see cref="SessionKindAttribute"/>, best an immutable one.</typeparam>
public abstract class CallerSession<T>
    where T : class
{
    private readonly string _owner;
    private readonly WriteCondition _condition;
    private readonly CallerLimits? _limits;

    private protected CallerSession(ISessionStore store, string id, string? owner, WriteCondition condition)
    {
        Store = store ?? throw new ArgumentNullException(nameof(store));
        (Id, _owner, _condition) = (id, owner ?? CallersSessions.Anonymous, condition);

        // Of calls alone: what is done outside of them, a caller does not set off.
        _limits = ToolCall.Current?.Budgets.LimitsOf(_owner, SessionKind.Of(typeof(T)));
    }

    /// <summary>The id in <see cref="ISessionStore"/>, for what is not here. It opens nothing for a caller.</summary>
    public string Id { get; }

    private protected ISessionStore Store { get; }

    /// <summary>Reads the value. Prolongs a sliding session.</summary>
    /// <inheritdoc cref="ISessionStore.GetAsync{T}" path="/exception"/>
    public async Task<T> GetAsync(CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return (await Store.GetAsync<T>(Id, cancellationToken).ConfigureAwait(false))?.Value ?? Absent();
    }

    /// <summary>Replaces the value, and restarts the time to live.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="options">Time to live and the like; null: as the session has it. The owner is the caller, whatever this says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="ISessionStore.SetAsync{T}" path="/exception"/>
    public async Task SetAsync(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        if (await Store.TrySetAsync(Id, value, _condition, Owned(options), cancellationToken).ConfigureAwait(false) is null)
            Absent();
    }

    /// <summary>
    /// Applies a function to the newest value, writes what it returns and returns that. However many calls update at once, none is lost and
    /// none is applied twice. Restarts the time to live.
    /// </summary>
    /// <param name="update">The function. It must be pure: it may run again.</param>
    /// <param name="options">Time to live and the like; null: as the session has it. The owner is the caller, whatever this says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="ISessionStore.UpdateAsync{T}" path="/exception"/>
    public async Task<T> UpdateAsync(Func<T, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var updating = Store.UpdateAsync<T>(Id, Apply, Owned(options), cancellationToken);
            return (await WaitProgress.TellAsync(updating, WaitProgress.ForSession, cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (SessionEndedException)
        {
            Absent();
            throw;
        }

        T Apply(T? value) => update(value ?? Absent())
            ?? throw new InvalidOperationException("The update returned null, which is no value. To end a session, call EndAsync.");
    }

    /// <summary>
    /// Sets the time to live, from now on. No write: a lock that another holds is not in the way. Where there is no session, nothing is
    /// created.
    /// </summary>
    /// <param name="timeToLive">Above zero, or <see cref="Timeout.InfiniteTimeSpan"/>; null: the session's own, restarted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="ISessionStore.ExtendAsync" path="/exception"/>
    public async Task ExtendAsync(TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        if (!await Store.ExtendAsync(Id, timeToLive, cancellationToken).ConfigureAwait(false))
            Absent();
    }

    /// <summary>
    /// Takes the session's lock, in order of arrival. The value comes with it (<see cref="ISessionLock.Value{T}"/>, never null); write
    /// through the lock, and dispose it to release.
    /// </summary>
    /// <param name="wait">How long to wait: zero to 40 days, or <see cref="Timeout.InfiniteTimeSpan"/>; null: 30 seconds.</param>
    /// <param name="options">Lease, longest hold, label.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    /// <exception cref="TimeoutException">The lock did not come free in time.</exception>
    /// <exception cref="SessionStoreBusyException">A thousand already wait for this lock.</exception>
    public async Task<ISessionLock> LockAsync(
        TimeSpan? wait = null, LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);

        // A handle whose session is over must not cost a write.
        var locked = (options ?? new()) with { IfPresent = _condition != default, Limits = _limits };
        ISessionLock held;
        try
        {
            var locking = Store.LockAsync(Id, wait, locked, cancellationToken);
            held = await WaitProgress.TellAsync(locking, WaitProgress.ForLock, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionEndedException)
        {
            Absent();
            throw;
        }

        try
        {
            if (held.Value<T>() is null)
                await held.SetAsync(Absent(), Owned(null), cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch
        {
            // The session may have ended while the lock was waited for; its handle must not leave a lock behind.
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the session, whoever holds its lock.</summary>
    public async Task EndAsync(CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        if (!await Store.RemoveAsync(Id, cancellationToken).ConfigureAwait(false))
            Absent();
    }

    /// <summary>The value where there is no session, or the refusal of a handle that opens none.</summary>
    private protected abstract T Absent();

    /// <summary>Refuses what can be refused without asking for the session.</summary>
    private protected abstract ValueTask CheckAsync(CancellationToken cancellationToken);

    /// <summary>Options of the application's, with what it cannot say otherwise: whose the session is, and what bounds who calls.</summary>
    internal SessionWriteOptions Owned(SessionWriteOptions? options) =>
        _limits?.Apply(options) ?? (options ?? new()) with { Owner = _owner };
}
