using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;
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
        _ = RedisConnectionString.Parse(redisUrl, nameof(redisUrl));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? UsualTimeout, TimeSpan.Zero, nameof(timeout));

        return (await RedisCheck.RunAsync(new() { RedisUrl = redisUrl }, timeout ?? UsualTimeout, cancellationToken)).Result;
    }

    /// <summary>
    /// The same for the Redis that a store with these options would use, in the way that it would: by the connection string that is named,
    /// with what <see cref="SessionStoreOptions.ConfigureRedis"/> and <see cref="SessionStoreOptions.ConfigureRedisAsync"/> say, or on the
    /// application's connection, under the store's prefix.
    /// </summary>
    /// <param name="options">What the store is to be like. In a host <c>IOptions&lt;SessionStoreOptions&gt;.Value</c>.</param>
    /// <param name="timeout">How long all of it may take, above zero, without the time that
    /// <see cref="SessionStoreOptions.ConfigureRedisAsync"/> takes. Default: 3 seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer whatever is, or is not, there; a Redis that cannot be used is no exception.</returns>
    /// <exception cref="OptionsValidationException">An option is out of its limits; the message names limit and fix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is not above zero.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<RedisProbeResult> CheckAsync(
        SessionStoreOptions options, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? UsualTimeout, TimeSpan.Zero, nameof(timeout));
        if (new SessionStoreOptionsValidator().Validate(Options.DefaultName, options) is { Failed: true } result)
            throw new OptionsValidationException(Options.DefaultName, typeof(SessionStoreOptions), result.Failures);
        return (await RedisCheck.RunAsync(options.Copy(), timeout ?? UsualTimeout, cancellationToken)).Result;
    }
}
