using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>Reads <c>host:6379,password=secret,ssl=true</c>, the strings of StackExchange.Redis.</summary>
internal static class RedisKeywords
{
    private const string Advice =
        "A password with a comma cannot be written so: use redis://:password@host:6379 with %2C for the comma, or ConfigureRedis.";

    /// <exception cref="FormatException">The message names the part by its number, and quotes nothing of it.</exception>
    public static ConfigurationOptions Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var keywords = false;
        for (var index = 0; index < parts.Length; index++)
        {
            var isKeyword = parts[index].IndexOf('=', StringComparison.Ordinal) > 0;
            if (!isKeyword && parts[index].Length > 0)
                CheckHost(parts[index], keywords, index, parts.Length);
            keywords |= isKeyword;
        }

        var configuration = Read(text) ?? throw Unreadable(parts);
        return configuration.EndPoints.Count > 0
            ? configuration
            : throw new FormatException("The Redis connection string names no host. Begin it with one: host:6379,password=...");
    }

    private static void CheckHost(string part, bool behindKeywords, int index, int count)
    {
        // What is read as a host is logged as one: it must not be the rest of a password.
        if (behindKeywords)
            throw new FormatException(
                $"Part {index + 1} of {count} of the Redis connection string is a host behind keywords. Hosts come first. {Advice}");
        if (part.Contains('@', StringComparison.Ordinal))
            throw new FormatException(
                "The Redis connection string has an '@' in its host, as urls have. Write redis://user:password@host:6379, or " +
                "host:6379,user=...,password=...");
        if (EndPointCollection.TryParse(part) is null)
            throw new FormatException(
                $"Part {index + 1} of {count} of the Redis connection string is no host. Write host:6379, and keywords as name=value.");
    }

    private static FormatException Unreadable(string[] parts)
    {
        var culprit = Array.FindIndex(parts, part => part.Length > 0 && Read(part) is null);
        return new FormatException(
            $"Part {culprit + 1} of {parts.Length} of the Redis connection string has a keyword that StackExchange.Redis does not know, " +
            $"or a value it cannot read. Correct it. {Advice}");
    }

    private static ConfigurationOptions? Read(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text, ignoreUnknown: false);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
