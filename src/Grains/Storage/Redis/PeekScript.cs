using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>The script that reads the beginnings of many records: one reply is less work for everybody than many.</summary>
internal static class PeekScript
{
    /// <summary>How many are read at once, so that others need not wait for long.</summary>
    public const int MaxKeys = 100;

    private const string Text = """
        -- KEYS     the records
        -- ARGV     1 the place of the last byte
        local headers = {}
        for i = 1, #KEYS do headers[i] = redis.call('GETRANGE', KEYS[i], 0, ARGV[1]) end
        return headers
        """;

    /// <summary>The first <paramref name="length"/> bytes of each, or as many as it has; none where there is no record.</summary>
    public static async Task<byte[][]> RunAsync(IDatabase database, RedisKey[] records, int length) =>
        ((byte[][])(await database.ScriptEvaluateAsync(Text, records, [length - 1]))!);
}
