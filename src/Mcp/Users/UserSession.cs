using System.Text.Json.Serialization;
using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// What a server keeps for each signed-in user: one session for each user and kind, without any handle. As a parameter of a tool it is not
/// in the tool's schema, and is the caller's own, whichever server the call reached.
/// </summary>
/// <remarks>
/// <para>Thread-safe, and as durable as the store it stands on. There is no session until the first write; until then, and after it ended,
/// the
/// value is a new <typeparamref name="T"/>. Writes restart its time to live, the store's default unless a write says otherwise.</para>
/// <para>An anonymous caller is refused with <see cref="SessionUserException"/> before the tool runs.</para>
/// <para>In a test: <c>new UserSession&lt;Preferences&gt;(store, "alice")</c>.</para>
/// </remarks>
/// <typeparam name="T">What the session holds: a class with a <see cref="SessionKindAttribute"/>, best an immutable one.</typeparam>
[JsonConverter(typeof(NotAnArgumentConverterFactory))]
public sealed class UserSession<T>
    where T : class, new()
{
    private readonly ISessionStore _store;
    private readonly string _owner;

    /// <summary>The session of a user, which is looked up only when a method is called.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="user">Whose it is; a string converts.</param>
    /// <exception cref="SessionUserException">The user is <see cref="SessionUser.Anonymous"/>.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    public UserSession(ISessionStore store, SessionUser user)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(user);
        _store = store;
        _owner = user.Owner ?? throw SessionUserException.SignInFirst();
        Id = SessionHandle.ToUserSessionId(SessionKind.Of(typeof(T)), _owner);
    }

    /// <summary>The id in <see cref="ISessionStore"/>, for what is not here: <c>store.ExtendAsync(preferences.Id)</c>.</summary>
    public string Id { get; }

    /// <summary>Reads the value; a new <typeparamref name="T"/> when nothing is stored, which stores nothing. Prolongs a sliding
    /// session.</summary>
    /// <inheritdoc cref="ISessionStore.GetAsync{T}" path="/exception"/>
    public async Task<T> GetAsync(CancellationToken cancellationToken = default) =>
        (await _store.GetAsync<T>(Id, cancellationToken).ConfigureAwait(false))?.Value ?? new();

    /// <summary>Replaces the value.</summary>
    /// <inheritdoc cref="ISessionStore.SetAsync{T}" path="/exception"/>
    public Task SetAsync(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _store.SetAsync(Id, value, Owned(options), cancellationToken);
    }

    /// <summary>
    /// Applies a function to the newest value, writes what it returns and returns that. However many calls update at once, none is lost and
    /// none
    /// is applied twice. The function must be pure: it may run again.
    /// </summary>
    /// <inheritdoc cref="ISessionStore.UpdateAsync{T}" path="/exception"/>
    public async Task<T> UpdateAsync(Func<T, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var updating = _store.UpdateAsync<T>(Id, Apply, Owned(options), cancellationToken);
        return (await WaitProgress.TellAsync(updating, WaitProgress.ForSession, cancellationToken).ConfigureAwait(false)).Value;

        T Apply(T? value) => update(value ?? new())
            ?? throw new InvalidOperationException("The update returned null, which is no value. To end the session, call EndAsync.");
    }

    /// <summary>
    /// Takes the session's lock, in order of arrival, and creates the session where there is none. The value comes with it
    /// (<see cref="ISessionLock.Value{T}"/>, never null); write through the lock, and dispose it to release.
    /// </summary>
    /// <inheritdoc cref="ToolSession{T}.LockAsync"/>
    public async Task<ISessionLock> LockAsync(TimeSpan? wait = null, LockOptions? options = null, CancellationToken cancellationToken = default)
    {
        var locking = _store.LockAsync(Id, wait, options, cancellationToken);
        var held = await WaitProgress.TellAsync(locking, WaitProgress.ForLock, cancellationToken).ConfigureAwait(false);
        try
        {
            if (held.Value<T>() is null)
                await held.SetAsync<T>(new(), Owned(null), cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the session, whoever holds its lock. Without one it does nothing.</summary>
    public Task EndAsync(CancellationToken cancellationToken = default) => _store.RemoveAsync(Id, cancellationToken);

    private SessionWriteOptions Owned(SessionWriteOptions? options) => (options ?? new()) with { Owner = _owner };
}
