using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace SessionOrleans;

/// <summary>
/// What a session store wants of a connection where its user says nothing. A command that hangs is given up after 2 to 3 seconds,
/// so that a write has failed within 5; a Redis that returns is used again within 2.
/// </summary>
internal sealed class RedisConnectionDefaults : DefaultOptionsProvider
{
    /// <summary>A store that has started outlives an absent Redis.</summary>
    public override bool AbortOnConnectFail => false;

    public override TimeSpan? ConnectTimeout => TimeSpan.FromSeconds(2);

    /// <summary>Of asynchronous commands, too. Looked at once a second.</summary>
    public override TimeSpan SyncTimeout => TimeSpan.FromSeconds(2);

    /// <summary>Often enough that firewalls and load balancers do not forget an idle connection.</summary>
    public override TimeSpan KeepAliveInterval => TimeSpan.FromSeconds(15);

    /// <summary>How often each Redis is asked for its role: after a primary and its replica swap, writes fail until the next
    /// time.</summary>
    public override TimeSpan ConfigCheckInterval => TimeSpan.FromSeconds(2);

    /// <summary>At a steady pace: the usual one grows to 10 seconds, and the store would be away that long after Redis returned.</summary>
    public override IReconnectRetryPolicy ReconnectRetryPolicy { get; } = new LinearRetry(500);

    /// <summary>None: it would be read at every connect, and lies outside of the prefix.</summary>
    public override string TieBreaker => "";

    /// <summary>None: nobody here announces a new primary, and a user's rights may not include channels.</summary>
    public override string ConfigurationChannel => "";

    /// <summary>What the library knows of a cloud by its host names.</summary>
    public override bool GetDefaultSsl(EndPointCollection endPoints) => GetProvider(endPoints).GetDefaultSsl(endPoints);

    public override Task AfterConnectAsync(ConnectionMultiplexer multiplexer, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        return GetProvider(new EndPointCollection(multiplexer.GetEndPoints(configuredOnly: true))).AfterConnectAsync(multiplexer, log);
    }

    protected override string GetDefaultClientName() => "SessionOrleans";
}
