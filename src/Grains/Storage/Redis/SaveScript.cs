using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that saves a record: compare, take the time, write, in one step. Redis 6.2 or later. A long record is put under a key of its
/// own just before, and renamed: what passes through Lua costs Redis a microsecond a KiB.
/// </summary>
internal static class SaveScript
{
    private static readonly RedisScript Plain = ScriptWith(aside: "");

    private static readonly RedisScript WhenFull = ScriptWith(aside: SaveDecision.WhenFull);

    /// <summary>The version is compared, so what is put aside is the session that was found to have ended.</summary>
    private static readonly RedisScript PuttingAside = ScriptWith(
        $"""
        -- KEYS     2 the ended sessions   3 where the record of one goes   then as below
        -- ARGV     ended: its member there   kept: milliseconds that its record lives   waits: that they are kept   then as below
        local ended, kept, waits = unpack(ARGV, {SaveDecision.Arguments + 5})
        call('RENAME', record, KEYS[3])
        call('PEXPIRE', KEYS[3], kept)
        call('ZADD', KEYS[2], time[1] * 1000000 + time[2], ended)
        call('PEXPIRE', KEYS[2], waits)
        """,
        keys: 2,
        arguments: 3);

    /// <param name="aside">What is done before the record is written.</param>
    /// <param name="keys">How many keys that takes.</param>
    /// <param name="arguments">And how many arguments.</param>
    private static RedisScript ScriptWith(string aside, int keys = 0, int arguments = 0) => new(SaveDecision.Text + $"""
        -- KEYS     1 the record   with an entry: the sets of the index that have it   the last: where a long record was put, if it is one
        -- ARGV     mode: PXAT, PX or ''   milliseconds for it   next: a short record to be, its version 0; '': a long one
        --          above: what the version has to be above, which may be more than the last
        --          with an entry: score; '': it goes   members: of the first set, of the second if there is one
        local mode, milliseconds, next, above = unpack(ARGV, {SaveDecision.Arguments + 1})
        local members = {SaveDecision.Arguments + 5 + arguments}
        local score = ARGV[members]
        if above and version <= tonumber(above) then version = above + 1 end
        local stamp = struct.pack('>i8', version)
        local staged = next == '' and KEYS[#KEYS]
        if staged and call('EXISTS', staged) == 0 then return redis.error_reply('STAGED record is gone') end
        {aside}
        for i = 1, #ARGV - members do
          local set, member = KEYS[{1 + keys} + i], ARGV[members + i]
          if score == '' then call('ZREM', set, member) else call('ZADD', set, score, member) end
        end
        if staged then
          call('SETRANGE', staged, {RecordLayout.Version}, stamp)
          if mode == '' then call('PERSIST', staged) else call('PEXPIREAT', staged, milliseconds) end
          call('RENAME', staged, record)
        else
          if mode == '' then call('SET', record, next) else call('SET', record, next, mode, milliseconds) end
          -- Into what is there: put before the record in Lua, it would make another string, and Lua hashes each to its end.
          call('SETRANGE', record, {RecordLayout.Version}, stamp)
        end
        return version
        """);

    public static Task<long> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments, bool isFull) =>
        (isFull ? WhenFull : Plain).RunAsync(database, keys, arguments);

    /// <summary>The same, where the stored record is of a session that ended and is kept for its expiration handlers.</summary>
    public static Task<long> RunPuttingAsideAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) =>
        PuttingAside.RunAsync(database, keys, arguments);

    /// <summary>The keys that the script names, in its order.</summary>
    /// <param name="record">The record.</param>
    /// <param name="aside">The ended sessions, and where the record goes that is stored; none: it is not put aside.</param>
    /// <param name="sets">The sets of the index that have its entry; none: the index stays as it is.</param>
    /// <param name="staged">Where the record to be was put; null: it is an argument.</param>
    public static RedisKey[] KeysOf(RedisKey record, RedisKey[] aside, IndexSet[] sets, RedisKey? staged)
    {
        var keys = new RedisKey[1 + aside.Length + sets.Length + (staged is null ? 0 : 1)];
        keys[0] = record;
        aside.CopyTo(keys, 1);
        for (var at = 0; at < sets.Length; at++)
            keys[1 + aside.Length + at] = sets[at].Key;
        if (staged is { } place)
            keys[^1] = place;
        return keys;
    }

    /// <summary>The arguments that the script names, in its order.</summary>
    /// <param name="decision">Those of <see cref="SaveDecision"/>.</param>
    /// <param name="gone">When Redis takes the record away; null: never.</param>
    /// <param name="isTombstone">Whether it is a tombstone, which lives as long as one does.</param>
    /// <param name="next">The record to be; empty: it was staged.</param>
    /// <param name="above">What the version has to be above; null: the last.</param>
    /// <param name="aside">The member among the ended sessions, how long the record is kept, and they; none: it is not put aside.</param>
    /// <param name="sets">The sets of the index, and the entry's member in each.</param>
    /// <param name="score">The entry's score in them; empty: it goes.</param>
    public static RedisValue[] ArgumentsOf(
        RedisValue[] decision, long? gone, bool isTombstone, RedisValue next, long? above, RedisValue[] aside, IndexSet[] sets,
        RedisValue score)
    {
        // The clocks of clients play no part in a tombstone's life; in a session's, the deadline was reckoned in Redis' time.
        var (mode, milliseconds) =
            isTombstone ? ("PX", (long)StorageVersions.TombstoneLife.TotalMilliseconds) : gone is { } at ? ("PXAT", at) : ("", 0L);
        if (sets.Length > 0)
            return [.. decision, mode, milliseconds, next, above ?? 0, .. aside, score, .. sets.Select(set => set.Member)];
        if (aside.Length > 0)
            return [.. decision, mode, milliseconds, next, above ?? 0, .. aside];
        return above is null ? [.. decision, mode, milliseconds, next] : [.. decision, mode, milliseconds, next, above];
    }
}
