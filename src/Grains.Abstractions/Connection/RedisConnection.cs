using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>A connection to Redis that the store uses: one of its own, or the application's, which it leaves as it is.</summary>
internal sealed class RedisConnection(
    IConnectionMultiplexer multiplexer, ConfigurationOptions configuration, RedisLogin? login, SentinelTunnel? tunnel = null)
    : IAsyncDisposable
{
    public IConnectionMultiplexer Multiplexer => multiplexer;

    /// <summary>What it was made from; of the application's, as far as that tells.</summary>
    public ConfigurationOptions Configuration => configuration;

    /// <summary>Whether it is the application's, which chose its time-outs, and ends it.</summary>
    public bool IsGiven => login is null;

    public async ValueTask DisposeAsync()
    {
        if (login is null)
            return;
        login.Dispose();
        await multiplexer.DisposeAsync().ConfigureAwait(false);
        if (tunnel is not null)
            await tunnel.DisposeAsync().ConfigureAwait(false);
    }
}
