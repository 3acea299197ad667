namespace SessionOrleans;

/// <summary>Writes without options. Extensions, so that <c>new() { TimeToLive = … }</c> is taken for options.</summary>
public static class CallerSessionExtensions
{
    /// <inheritdoc cref="CallerSession{T}.SetAsync" path="/*[not(self::param)]"/>
    /// <param name="session">The session.</param>
    /// <param name="value">The new value.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task SetAsync<T>(this CallerSession<T> session, T value, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.SetAsync(value, options: null, cancellationToken);
    }

    /// <inheritdoc cref="CallerSession{T}.UpdateAsync" path="/*[not(self::param)]"/>
    /// <param name="session">The session.</param>
    /// <param name="update">The function. It must be pure: it may run again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<T> UpdateAsync<T>(this CallerSession<T> session, Func<T, T> update, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.UpdateAsync(update, options: null, cancellationToken);
    }
}
