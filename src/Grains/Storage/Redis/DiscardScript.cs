using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>The script that replaces what cannot be read by a tombstone.</summary>
internal static class DiscardScript
{
    private const string Text = """
        -- KEYS     1 what is stored, of whatever type
        -- ARGV     as they are named here: the tombstone is what comes before its version and after it
        -- Answers  the version; -1: too late
        local record = KEYS[1]
        local lapse, above, life, before, after = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
        local time = redis.call('TIME')
        local version = time[1] * 1000000 + time[2]
        if version - lapse > 0 then return -1 end
        if version <= above then version = above + 1 end
        -- Redis lets a script write on that has freed something, also where it is full.
        redis.call('UNLINK', record)
        redis.call('SET', record, before .. struct.pack('>i8', version) .. after, 'PX', life)
        return version
        """;

    /// <summary>Runs it; false where that came too late, so that nothing was done.</summary>
    /// <param name="database">Redis.</param>
    /// <param name="record">The record's key.</param>
    /// <param name="above">What the tombstone's version is above.</param>
    /// <param name="begun">When it was asked for, in Redis' time.</param>
    public static async Task<bool> RunAsync(IDatabase database, RedisKey record, long above, DateTimeOffset begun)
    {
        RedisValue lapse = StorageVersions.Microseconds(begun + CallTimings.SaveLapse);
        RedisValue life = (long)StorageVersions.TombstoneLife.TotalMilliseconds;
        RedisValue[] arguments = [lapse, above, life, RecordWriter.TombstoneBeforeVersion, RecordWriter.TombstoneAfterVersion];
        return (long)await database.ScriptEvaluateAsync(Text, [record], arguments, RedisLink.OnPrimary) > 0;
    }
}
