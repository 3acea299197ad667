using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that saves a record: compare, take the time, write, in one step. Redis 6.2 or later. A long record is put under a key of its
/// own
/// just before, and renamed: what passes through Lua costs Redis a microsecond a KiB.
/// </summary>
internal static class SaveScript
{
    private static readonly RedisScript Plain = ScriptWith(aside: "", its: 0);

    /// <summary>The version is compared, so what is put aside is the session that was found to have ended.</summary>
    private static readonly RedisScript PuttingAside = ScriptWith(
        """
        -- KEYS     2 the ended sessions   3 where the record of one goes   then as below
        -- ARGV     8 its member there   9 milliseconds that its record is kept   then as below, two later
        call('RENAME', KEYS[1], KEYS[3])
        call('PEXPIRE', KEYS[3], ARGV[9])
        call('ZADD', KEYS[2], time[1] * 1000000 + time[2], ARGV[8])
        """,
        its: 2);

    public static Task<long> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) =>
        Plain.RunAsync(database, keys, arguments);

    /// <summary>The same, where the stored record is of a session that ended and is kept for its expiration handlers.</summary>
    public static Task<long> RunPuttingAsideAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) =>
        PuttingAside.RunAsync(database, keys, arguments);

    private static RedisScript ScriptWith(string aside, int its) => new(SaveDecision.Text + $"""
        -- KEYS     with an entry: the sets of the index that have it   the last: where a long record to be was put, if it is one
        -- ARGV     4 PXAT, PX or ''   5 milliseconds for 4   6 a short record to be; '': a long one. The version of the record to be is still 0.
        --          7 a version that the new one is above, which may be more than the last
        --          with an entry: 8 its score; '': it goes   9 the member of the first set   10 of the second, if there is one
        if ARGV[7] and version <= tonumber(ARGV[7]) then version = ARGV[7] + 1 end
        local stamp = struct.pack('>i8', version)
        local staged = ARGV[6] == '' and KEYS[#KEYS]
        if staged and call('EXISTS', staged) == 0 then return redis.error_reply('STAGED record is gone') end
        {aside}
        for i = {9 + its}, #ARGV do
          if ARGV[{8 + its}] == '' then call('ZREM', KEYS[i - 7], ARGV[i]) else call('ZADD', KEYS[i - 7], ARGV[{8 + its}], ARGV[i]) end
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
}
