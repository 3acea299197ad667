using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>The script that reads the beginnings of many records: one reply is less work for everybody than many.</summary>
internal static class PeekScript
{
    /// <summary>How many are read at once, so that others need not wait for long.</summary>
    public const int MaxKeys = 100;

    private const string Text = """
        -- KEYS     the records
        -- ARGV     last: the place of the last byte
        -- Answers  the beginning of each; a zero byte, with which no record begins, where it is no string
        local headers, last = {}, ARGV[1]
        for i = 1, #KEYS do
          local header = redis.pcall('GETRANGE', KEYS[i], 0, last)
          headers[i] = type(header) == 'string' and header or '\0'
        end
        return headers
        """;

    /// <summary>The first <paramref name="length"/> bytes of each, or as many as it has; none where there is no record.</summary>
    public static async Task<byte[][]> RunAsync(IDatabase database, RedisKey[] records, int length) =>
        ((byte[][])(await database.ScriptEvaluateAsync(Text, records, [length - 1]))!);
}
