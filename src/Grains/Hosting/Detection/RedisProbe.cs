using SessionOrleans.Hosting;

namespace SessionOrleans;

/// <summary>Asks whether a Redis can hold sessions. Thread-safe.</summary>
public static class RedisProbe
{
    internal static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Connects, writes a key as the store does, reads it back and deletes it. The key lies under the default prefix and has a time to live
    /// of seconds, so that nothing stays even where the connection is lost in between.
    /// </summary>
    /// <param name="redisUrl"><c>redis://</c>, <c>rediss://</c>, or a StackExchange.Redis string.</param>
    /// <param name="timeout">How long all of it may take, above zero. Default: 3 seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer whatever is, or is not, at that address; a Redis that cannot be used is no exception.</returns>
    /// <exception cref="ArgumentException">The address cannot be read, or the timeout is not above zero; the message says what to
    /// write.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<RedisProbeResult> CheckAsync(
        string redisUrl, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var configuration = RedisConnectionString.Parse(redisUrl, nameof(redisUrl));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? UsualTimeout, TimeSpan.Zero, nameof(timeout));

        RedisConnection.SetPorts(configuration);
        var findings =
            await RedisCheck.RunAsync(configuration, new SessionStoreOptions().Prefix, timeout ?? UsualTimeout, cancellationToken);
        return findings.Result;
    }
}
