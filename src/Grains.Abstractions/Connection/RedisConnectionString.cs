using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>
/// Where Redis is, as a user writes it: a url with <c>redis://</c>, <c>rediss://</c> or <c>unix://</c>, or a StackExchange.Redis string. No
/// message of it quotes the text, since any part of that may be a password.
/// </summary>
internal static class RedisConnectionString
{
    /// <summary>Where Redis is looked for when it was not named.</summary>
    public const string Usual = "redis://localhost:6379";

    /// <summary>What the text says, with the defaults of a session store for what it does not say.</summary>
    /// <exception cref="ArgumentException">The text cannot be read; the message says why and how to write it, never what it
    /// says.</exception>
    public static ConfigurationOptions Parse(string text, string parameter = "redisUrl")
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        try
        {
            var configuration = ParseAny(text.Trim());
            configuration.Defaults = RedisConnectionDefaults.Of(configuration.EndPoints);
            return configuration;
        }
        catch (FormatException exception)
        {
            // Not as the inner exception either: those are logged whole.
            throw new ArgumentException(exception.Message, parameter);
        }
    }

    private static ConfigurationOptions ParseAny(string text)
    {
        if (text.Length == 0)
            throw new FormatException(
                "The address of Redis is empty. Write redis://host:6379, or leave it null to look at REDIS_URL and at localhost.");
        if (RedisUrl.IsUrl(text))
            return RedisUrl.Parse(text);
        if (RedisSocketUrl.IsUrl(text))
            return RedisSocketUrl.Parse(text);
        if (RedisUrl.HasScheme(text))
            throw new FormatException(
                "The address of Redis begins with another scheme than redis://, rediss:// and unix://. Write redis://host:6379, " +
                "rediss:// for TLS, unix:///path/of/redis.sock " +
                "for a socket; for a Sentinel write sentinel-host:26379,serviceName=mymaster.");
        return RedisKeywords.Parse(text);
    }
}
