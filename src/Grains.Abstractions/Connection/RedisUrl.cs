using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>Reads <c>redis://user:password@host:port/database?parameters</c>; <c>rediss://</c> is the same with TLS.</summary>
internal static class RedisUrl
{
    private const string Plain = "redis://";
    private const string Tls = "rediss://";
    private const int UsualPort = 6379;

    private static readonly SearchValues<char> SchemeLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    public static bool IsUrl(string text) =>
        text.StartsWith(Plain, StringComparison.OrdinalIgnoreCase) || text.StartsWith(Tls, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text begins as urls do, whatever the scheme.</summary>
    public static bool HasScheme(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExcept(SchemeLetters) < 0;
    }

    /// <exception cref="FormatException">The message says what to write, and quotes nothing of the url.</exception>
    public static ConfigurationOptions Parse(string url)
    {
        var configuration = new ConfigurationOptions { Ssl = url.StartsWith(Tls, StringComparison.OrdinalIgnoreCase) };
        var rest = url[(configuration.Ssl ? Tls : Plain).Length..];
        var end = rest.AsSpan().IndexOfAny("/?#");
        var (authority, tail) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        if (tail.Contains('@', StringComparison.Ordinal))
            throw new FormatException(
                "The Redis url has a '/', '?' or '#' before an '@', or an '@' behind the host. " +
                "In a user or password write %2F for '/', %3F for '?', %23 for '#', and %40 for '@'.");

        var at = authority.LastIndexOf('@');
        if (at >= 0)
            ReadCredentials(authority[..at], configuration);
        configuration.EndPoints.Add(ReadEndPoint(authority[(at + 1)..]));

        if (tail.Contains('#', StringComparison.Ordinal))
            throw new FormatException("The Redis url has a '#', which ends urls. In a user or password write %23; else leave it out.");
        var query = tail.IndexOf('?', StringComparison.Ordinal);
        ReadDatabase(query < 0 ? tail : tail[..query], configuration);
        if (query >= 0)
            RedisUrlParameters.Read(tail[(query + 1)..], configuration);
        return configuration;
    }

    /// <exception cref="FormatException">A '%' that encodes nothing.</exception>
    public static string Decode(string text)
    {
        for (var index = text.IndexOf('%', StringComparison.Ordinal); index >= 0; index = text.IndexOf('%', index + 1))
        {
            if (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
                throw new FormatException("The Redis url has a '%' that two hexadecimal digits do not follow. Write %25 for '%' itself.");
        }

        return Uri.UnescapeDataString(text);
    }

    public static int ReadDatabaseNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var database)
            ? database
            : throw new FormatException(
                "The database in the Redis url is no number. Write redis://host:6379/0, or leave it out for database 0.");

    public static void ReadCredentials(string text, ConfigurationOptions configuration)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new FormatException(
                "The Redis url has a user without a password, or a password without its ':'. Write redis://:password@host or " +
                "redis://user:password@host; a user whose password comes from ConfigureRedis is set there, too.");
        if (colon > 0)
            configuration.User = Decode(text[..colon]);
        configuration.Password = Decode(text[(colon + 1)..]);
    }

    private static EndPoint ReadEndPoint(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
            throw new FormatException(
                "The Redis url names several hosts. Write several as host1:6379,host2:6379, without a scheme; ssl=true there is TLS.");
        var hostEnd = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        var (host, port) = hostEnd < 0 ? (text, "") : (text[..hostEnd], text[hostEnd..]);
        if (host.Length == 0)
            throw new FormatException(
                "The Redis url names no host. Write redis://host:6379; an IPv6 address stands in brackets: redis://[::1]:6379.");
        return EndPointOf(host, ReadPort(port))
            ?? throw new FormatException(
                "The host in the Redis url is neither a name nor an address. Write redis://host:6379; an IPv6 address stands in brackets.");
    }

    private static int ReadPort(string text)
    {
        if (text is "" or ":")
            return UsualPort;
        return text[0] is ':' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= 65_535
            ? port
            : throw new FormatException(
                "The port in the Redis url is not 1 to 65,535. Write redis://host:6379; an IPv6 address stands in brackets, " +
                "and a ':', '/', '?', '#' or '@' in a user or password is percent-encoded.");
    }

    private static void ReadDatabase(string path, ConfigurationOptions configuration)
    {
        var database = path.Trim('/');
        if (database.Length > 0)
            configuration.DefaultDatabase = ReadDatabaseNumber(database);
    }

    private static EndPoint? EndPointOf(string host, int port)
    {
        var inBrackets = host.StartsWith('[');
        if (IPAddress.TryParse(inBrackets ? host.AsSpan(1, host.Length - 2) : host, out var address))
            return inBrackets == address.AddressFamily is AddressFamily.InterNetworkV6 ? new IPEndPoint(address, port) : null;
        return Uri.CheckHostName(host) is UriHostNameType.Dns ? new DnsEndPoint(host, port) : null;
    }
}
