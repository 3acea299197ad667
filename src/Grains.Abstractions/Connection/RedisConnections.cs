using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>The one way from a store's options to its connections to Redis.</summary>
internal static class RedisConnections
{
    private const int SentinelPort = 26_379;

    /// <summary>Opens a connection as the options say, or takes the one that the application gave.</summary>
    /// <param name="options">The options, which are valid.</param>
    /// <param name="logger">Where is told that a login could not be renewed.</param>
    /// <param name="adjust">What a part of the store wants of a connection of its own; not asked for the application's.</param>
    /// <exception cref="SessionStoreUnavailableException"><see cref="SessionStoreOptions.ConfigureRedisAsync"/> failed.</exception>
    public static async Task<RedisConnection> OpenAsync(
        SessionStoreOptions options, ILogger logger, Action<ConfigurationOptions>? adjust = null) =>
        await OpenAsync(options, await ConfigureAsync(options, adjust).ConfigureAwait(false), logger, adjust).ConfigureAwait(false);

    /// <summary>The same, with what <see cref="ConfigureAsync"/> answered, or a change of it.</summary>
    public static async Task<RedisConnection> OpenAsync(
        SessionStoreOptions options, ConfigurationOptions configuration, ILogger logger, Action<ConfigurationOptions>? adjust = null)
    {
        if (RedisPlace.IsGiven(options))
            return new(await GivenConnection.TakeAsync(options).ConfigureAwait(false), configuration, login: null);

        // Where Sentinels are named, they say where Redis is, each time that it is connected to.
        var tunnel = string.IsNullOrEmpty(configuration.ServiceName)
            ? null
            : await SentinelTunnel.StartAsync(configuration).ConfigureAwait(false);
        try
        {
            var place = tunnel?.Configuration ?? configuration;
            var connection = await ConnectionMultiplexer.ConnectAsync(place).ConfigureAwait(false);
            return new(connection, configuration, new(connection, place, () => ConfigureAsync(options, adjust), logger), tunnel);
        }
        catch when (tunnel is not null)
        {
            await tunnel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// What a connection is made from, once everybody was asked. Of the application's connection: as far as that tells.
    /// </summary>
    /// <exception cref="SessionStoreUnavailableException"><see cref="SessionStoreOptions.ConfigureRedisAsync"/> failed.</exception>
    public static async Task<ConfigurationOptions> ConfigureAsync(
        SessionStoreOptions options, Action<ConfigurationOptions>? adjust = null, CancellationToken cancellationToken = default)
    {
        if (RedisPlace.IsGiven(options))
            return GivenConnection.Describe(await GivenConnection.TakeAsync(options).ConfigureAwait(false));
        var configuration = ConfigurationOf(options, adjust);
        if (options.ConfigureRedisAsync is { } configure)
        {
            await RedisHook.RunAsync(configure, configuration, cancellationToken).ConfigureAwait(false);
            Complete(configuration);
        }

        return configuration;
    }

    /// <summary>
    /// What the options name, or localhost, before <see cref="SessionStoreOptions.ConfigureRedisAsync"/> was asked.
    /// <paramref name="adjust"/> is what a part of the store wants of its own connection, such as a backlog policy; the user's
    /// <see cref="SessionStoreOptions.ConfigureRedis"/> has the last word.
    /// </summary>
    /// <exception cref="ArgumentException">The address of Redis cannot be read.</exception>
    public static ConfigurationOptions ConfigurationOf(SessionStoreOptions options, Action<ConfigurationOptions>? adjust = null)
    {
        var configuration = RedisConnectionString.Parse(
            RedisPlace.AddressOf(options) ?? RedisConnectionString.Usual, RedisPlace.PropertyOf(options));
        adjust?.Invoke(configuration);
        options.ConfigureRedis?.Invoke(configuration);
        Complete(configuration);
        return configuration;
    }

    /// <summary>Makes the ports that were left out those of Redis, of Redis with TLS, or of a Sentinel.</summary>
    public static void SetPorts(ConfigurationOptions configuration)
    {
        if (string.IsNullOrEmpty(configuration.ServiceName))
        {
            configuration.SetDefaultPorts();
            return;
        }

        for (var index = 0; index < configuration.EndPoints.Count; index++)
        {
            configuration.EndPoints[index] = configuration.EndPoints[index] switch
            {
                DnsEndPoint { Port: 0 } dns => new DnsEndPoint(dns.Host, SentinelPort),
                IPEndPoint { Port: 0 } ip => new IPEndPoint(ip.Address, SentinelPort),
                var endPoint => endPoint,
            };
        }
    }

    /// <summary>Where the store's Redis is, for logs and messages, without connecting to it.</summary>
    public static string Describe(SessionStoreOptions options) =>
        RedisPlace.IsGiven(options) ? GivenConnection.Name(options) : Describe(ConfigurationOf(options));

    /// <summary>Where a connection leads, for logs and messages: hosts, database, user, TLS; never a password.</summary>
    public static string Describe(ConfigurationOptions configuration)
    {
        var hosts = string.Join(',', configuration.EndPoints.Select(EndPointCollection.ToString));
        var database = (configuration.DefaultDatabase ?? 0).ToString(CultureInfo.InvariantCulture);
        var service = string.IsNullOrEmpty(configuration.ServiceName) ? "" : $" ({configuration.ServiceName})";
        var user = string.IsNullOrEmpty(configuration.User) ? "" : $" as {configuration.User}";
        var tls = configuration.Ssl ? " with TLS" : "";
        return $"{hosts}/{database}{service}{user}{tls}";
    }

    private static void Complete(ConfigurationOptions configuration)
    {
        RedisConnectionDefaults.PutInFront(configuration);
        SetPorts(configuration);
    }
}
