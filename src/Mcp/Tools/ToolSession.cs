using System.Text.Json.Serialization;
using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// A session that a tool works on. As a parameter of a tool it is a string in the tool's schema, the handle, which the caller got from the
/// tool that created the session.
/// </summary>
/// <remarks>
/// <para>Thread-safe, and as durable as the store it stands on. Every method refuses a handle that opens nothing with
/// <see cref="SessionHandleException"/>, whose message a server with <c>WithSessionStore()</c> shows to the caller; no method creates a
/// session. Writes restart the session's own time to live.</para>
/// <para>It is bound to who calls: a session that a signed-in user created is opened by that user alone, and one of an anonymous caller by
/// whoever has the handle and is anonymous too.</para>
/// <para>A call that carries a progress token hears how long it has been waiting in <see cref="LockAsync"/> and
/// <see cref="UpdateAsync"/>: after a second, then every five.</para>
/// <para>In a test, make one with <see cref="ToolSessions.CreateAsync{T}"/>, or construct it and write to the store under its <see
/// cref="Id"/>.</para>
/// </remarks>
/// <typeparam name="T">What the session holds: a class with a <see cref="SessionKindAttribute"/>.</typeparam>
[JsonConverter(typeof(ToolSessionJsonConverterFactory))]
public sealed class ToolSession<T>
    where T : class
{
    private readonly ISessionStore _store;
    private readonly string _kind = SessionKind.Of(typeof(T));

    /// <summary>The session of a handle, which is looked up only when a method is called.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="handle">What the caller passed.</param>
    /// <param name="user">Who calls; null: an anonymous caller.</param>
    /// <exception cref="SessionHandleException">The handle is of another kind than <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    public ToolSession(ISessionStore store, string handle, SessionUser? user = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(handle);
        _store = store;
        Handle = SessionHandle.IsOfKind(handle, _kind) ? handle : throw Refusal();
        Id = SessionHandle.ToSessionId(handle, _kind, user ?? SessionUser.Anonymous);
    }

    /// <summary>
    /// What the caller passes to come back to this session. Who has the handle of an anonymous caller's session may use the session: return
    /// it, never log it.
    /// </summary>
    public string Handle { get; }

    /// <summary>
    /// The id in <see cref="ISessionStore"/>, for what is not here: <c>store.ExtendAsync(basket.Id)</c>. It opens nothing for a caller: it
    /// is made
    /// of the handle's SHA-256, or of the handle and the user whose session it is.
    /// </summary>
    public string Id { get; }

    /// <summary>Reads the value. Prolongs a sliding session.</summary>
    /// <inheritdoc cref="ISessionStore.GetAsync{T}" path="/exception"/>
    public async Task<T> GetAsync(CancellationToken cancellationToken = default) =>
        (await _store.GetAsync<T>(Id, cancellationToken).ConfigureAwait(false))?.Value ?? throw Refusal();

    /// <summary>Replaces the value.</summary>
    /// <inheritdoc cref="ISessionStore.SetAsync{T}" path="/exception"/>
    public async Task SetAsync(T value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        _ = await _store.TrySetAsync(Id, value, WriteCondition.IfPresent, options: null, cancellationToken).ConfigureAwait(false) ?? throw Refusal();
    }

    /// <summary>
    /// Applies a function to the newest value, writes what it returns and returns that. However many calls update at once, none is lost and
    /// none
    /// is applied twice. The function must be pure: it may run again.
    /// </summary>
    /// <inheritdoc cref="ISessionStore.UpdateAsync{T}" path="/exception"/>
    public async Task<T> UpdateAsync(Func<T, T> update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        try
        {
            var updating = _store.UpdateAsync<T>(Id, Apply, options: null, cancellationToken);
            return (await WaitProgress.TellAsync(updating, WaitProgress.ForSession, cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (SessionEndedException)
        {
            throw Refusal();
        }

        T Apply(T? value) => update(value ?? throw Refusal())
            ?? throw new InvalidOperationException("The update returned null, which is no value. To end a session, call EndAsync.");
    }

    /// <summary>
    /// Takes the session's lock, in order of arrival. The value comes with it (<see cref="ISessionLock.Value{T}"/>); write through the
    /// lock, and
    /// dispose it to release.
    /// </summary>
    /// <param name="wait">How long to wait: zero to 40 days, or <see cref="Timeout.InfiniteTimeSpan"/>; null: 30 seconds.</param>
    /// <param name="options">Lease, longest hold, label.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    /// <exception cref="TimeoutException">The lock did not come free in time.</exception>
    /// <exception cref="SessionStoreBusyException">A thousand already wait for this lock.</exception>
    public async Task<ISessionLock> LockAsync(TimeSpan? wait = null, LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        ISessionLock held;
        try
        {
            var locking = _store.LockAsync(Id, wait, options, cancellationToken);
            held = await WaitProgress.TellAsync(locking, WaitProgress.ForLock, cancellationToken).ConfigureAwait(false);
        }
        catch (SessionEndedException)
        {
            throw Refusal();
        }

        try
        {
            return held.Value<T>() is null ? throw Refusal() : held;
        }
        catch
        {
            // The store locks absent ids too; a handle that opens nothing must not leave a lock behind.
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the session, whoever holds its lock. Its handle is refused from then on.</summary>
    public async Task EndAsync(CancellationToken cancellationToken = default)
    {
        if (!await _store.RemoveAsync(Id, cancellationToken).ConfigureAwait(false))
            throw Refusal();
    }

    private SessionHandleException Refusal() => new(_kind);
}
