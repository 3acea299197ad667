namespace SessionOrleans;

/// <summary>
/// A session's lock, held. It renews itself at a third of its lease, for at most <see cref="LockOptions.MaxHold"/>; disposing releases it,
/// once and quietly.
/// </summary>
/// <remarks>
/// Thread-safe. A crash of the holder frees the lock when its lease ends; a crash of a silo does not free it. Hand
/// <see cref="FencingToken"/> to resources outside the store, which then refuse an older one.
/// </remarks>
/// <example>
/// <code>
/// await using var held = await store.LockAsync("user-42", cancellationToken: cancellationToken);
/// var cart = held.Value&lt;Cart&gt;()?.Value ?? new();
/// await PayAsync(cart, held.FencingToken, held.Lost);
/// await held.SetAndReleaseAsync(cart with { Paid = true });
/// </code>
/// </example>
public interface ISessionLock : IAsyncDisposable
{
    /// <summary>The session that is locked.</summary>
    string SessionId { get; }

    /// <summary>A number that grows with every grant of this session's lock.</summary>
    long FencingToken { get; }

    /// <summary>When the lock was granted, by the backend's clock.</summary>
    DateTimeOffset HeldSince { get; }

    /// <summary>
    /// Fires when the lock is no longer held: lease over, longest hold over, broken, or the session ended. Not when it is disposed.
    /// </summary>
    /// <remarks>
    /// Callbacks run on the thread pool and hold up no call; what they throw is logged as a warning. One that refers to the handle keeps it
    /// from being collected.
    /// </remarks>
    CancellationToken Lost { get; }

    /// <summary>The session as it came with the grant, or as last written here; null when there was none. Makes no call.</summary>
    /// <exception cref="SessionValueException">What is stored is not a <typeparamref name="T"/>.</exception>
    Session<T>? Value<T>();

    /// <summary>Writes under the lock and returns the new version.</summary>
    /// <exception cref="SessionLockLostException">The lock is no longer held; nothing was written.</exception>
    /// <exception cref="SessionEndedException">The session was removed or expired meanwhile; nothing was written.</exception>
    Task<long> SetAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Applies a pure function to the value under the lock and writes what it returns.</summary>
    /// <inheritdoc cref="SetAsync{T}" path="/exception"/>
    Task<Session<T>> UpdateAsync<T>(
        Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes and releases in one call, so that no one sees the lock free and the value old.</summary>
    /// <inheritdoc cref="SetAsync{T}" path="/exception"/>
    Task<long> SetAndReleaseAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default);
}
