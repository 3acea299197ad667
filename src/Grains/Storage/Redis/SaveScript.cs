using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that saves a record: compare, take the time, write, in one step. Redis 6.2 or later. A long record is put under a key of its
/// own
/// just before, and renamed: what passes through Lua costs Redis a microsecond a KiB.
/// </summary>
internal static class SaveScript
{
    private static readonly RedisScript Script = new(SaveDecision.Text + """
        -- KEYS     with an entry: the sets of the index that have it   the last: where a long record to be was put, if it is one
        -- ARGV     4 PXAT, PX or ''   5 milliseconds for 4   6 a short record to be; '': a long one. The version of the record to be is still 0.
        --          7 a version that the new one is above, which may be more than the last
        --          with an entry: 8 its score; '': it goes   9 the member of the first set   10 of the second, if there is one
        if ARGV[7] and version <= tonumber(ARGV[7]) then version = ARGV[7] + 1 end
        local stamp = struct.pack('>i8', version)
        local staged = ARGV[6] == '' and KEYS[#KEYS]
        if staged and call('EXISTS', staged) == 0 then return redis.error_reply('STAGED record is gone') end
        for i = 9, #ARGV do
          if ARGV[8] == '' then call('ZREM', KEYS[i - 7], ARGV[i]) else call('ZADD', KEYS[i - 7], ARGV[8], ARGV[i]) end
        end
        if staged then
          call('SETRANGE', staged, 1, stamp)
          if ARGV[4] == '' then call('PERSIST', staged) else call('PEXPIREAT', staged, ARGV[5]) end
          call('RENAME', staged, KEYS[1])
        else
          if ARGV[4] == '' then call('SET', KEYS[1], ARGV[6]) else call('SET', KEYS[1], ARGV[6], ARGV[4], ARGV[5]) end
          -- Into what is there: put before the record in Lua, it would make another string, and Lua hashes each to its end.
          call('SETRANGE', KEYS[1], 1, stamp)
        end
        return version
        """);

    public static Task<long> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) => Script.RunAsync(database, keys, arguments);
}
