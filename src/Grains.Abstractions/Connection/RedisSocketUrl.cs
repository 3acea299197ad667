using System.Net.Sockets;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>Reads <c>unix://user:password@/path/of/redis.sock?parameters</c>: a Redis on this machine, by its Unix domain socket.</summary>
internal static class RedisSocketUrl
{
    private const string Scheme = "unix://";

    public static bool IsUrl(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">The message says what to write, and quotes nothing of the url.</exception>
    public static ConfigurationOptions Parse(string url)
    {
        var configuration = new ConfigurationOptions();
        var rest = url[Scheme.Length..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var (place, parameters) = query < 0 ? (rest, "") : (rest[..query], rest[(query + 1)..]);
        var root = place.IndexOf('/', StringComparison.Ordinal);
        if (root < 0 || root == place.Length - 1 || (root > 0 && place[root - 1] is not '@')
            || place[root..].Contains('@', StringComparison.Ordinal))
            throw new FormatException(
                "The Redis url names no socket. Write unix:///path/of/redis.sock, or unix://user:password@/path/of/redis.sock, with " +
                "?db=1 for a database; in a user or password write %2F for '/', %3F for '?', and %40 for '@'.");
        if (root > 0)
            RedisUrl.ReadCredentials(place[..(root - 1)], configuration);
        configuration.EndPoints.Add(EndPointOf(RedisUrl.Decode(place[root..])));
        RedisUrlParameters.Read(parameters, configuration);
        return configuration;
    }

    private static UnixDomainSocketEndPoint EndPointOf(string path)
    {
        try
        {
            return new(path);
        }
        catch (ArgumentException)
        {
            throw new FormatException(
                "The path of the socket in the Redis url is longer than the system allows, which is about 100 characters.");
        }
    }
}
