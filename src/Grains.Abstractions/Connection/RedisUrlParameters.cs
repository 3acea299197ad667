using System.Globalization;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>What other Redis clients take behind the '?' of a url, as far as it means the same here.</summary>
internal static class RedisUrlParameters
{
    /// <exception cref="FormatException">A parameter that is not known, or a value that cannot be read.</exception>
    public static void Read(string query, ConfigurationOptions configuration)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            Read(name, RedisUrl.Decode(pair[(equals + 1)..]), configuration);
        }
    }

    private static void Read(string name, string value, ConfigurationOptions configuration)
    {
        switch (name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant())
        {
            case "DB" or "DATABASE":
                configuration.DefaultDatabase = RedisUrl.ReadDatabaseNumber(value);
                break;
            case "CLIENTNAME":
                configuration.ClientName = value;
                break;
            case "PROTOCOL":
                configuration.Protocol = value switch
                {
                    "2" => RedisProtocol.Resp2,
                    "3" => RedisProtocol.Resp3,
                    _ => throw new FormatException("The parameter 'protocol' of the Redis url is neither 2 nor 3."),
                };
                break;
            case "CONNECTTIMEOUT" or "SOCKETCONNECTTIMEOUT" or "DIALTIMEOUT":
                configuration.ConnectTimeout = ReadMilliseconds(name, value);
                break;
            case "FAMILY":
                // Which of IPv4 and IPv6 to prefer: both are tried here.
                break;
            default:
                throw new FormatException(
                    "The Redis url has a parameter that is not known here: known are db, client_name, protocol and connect_timeout " +
                    "(seconds). Leave it out (SessionStore__RedisUrl wins over REDIS_URL), and set what it says in " +
                    "SessionStoreOptions.ConfigureRedis.");
        }
    }

    private static int ReadMilliseconds(string name, string value) =>
        double.TryParse(
            value.EndsWith('s') ? value[..^1] : value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= 600
            ? (int)Math.Ceiling(seconds * 1_000)
            : throw new FormatException($"The parameter '{name}' of the Redis url is no number of seconds up to 600. Write {name}=5.");
}
