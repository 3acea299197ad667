using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>One way from a store's options to its connections to Redis.</summary>
internal static class RedisConnection
{
    private const int SentinelPort = 26_379;

    /// <summary>
    /// What the options name, or localhost. <paramref name="adjust"/> is what a part of the store wants of its own connection, such
    /// as a backlog policy; the user's <see cref="SessionStoreOptions.ConfigureRedis"/> has the last word.
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="SessionStoreOptions.RedisUrl"/> cannot be read.</exception>
    public static ConfigurationOptions ConfigurationOf(SessionStoreOptions options, Action<ConfigurationOptions>? adjust = null)
    {
        var configuration = RedisConnectionString.Parse(options.RedisUrl ?? RedisConnectionString.Usual, nameof(options.RedisUrl));
        adjust?.Invoke(configuration);
        options.ConfigureRedis?.Invoke(configuration);
        SetPorts(configuration);
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
}
