using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>The script that saves a record: compare, take the time, write, in one step. Redis 6.2 or later.</summary>
internal static class SaveScript
{
    private const string Text = """
        -- KEYS[1]  the record
        -- ARGV     1 the version it must have, as stored ('': nothing stored)   2 header from the save id on   3 value
        --          4 microseconds after which this save is too late             5 PXAT, PX or ''               6 milliseconds for 5
        -- Answers  {version, Redis' microseconds}; version 0: it has another one, -1: too late
        local stored = redis.call('GETRANGE', KEYS[1], 0, 24)
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local previous = stored == '' and 0 or struct.unpack('>i8', stored:sub(2, 9))

        if stored:sub(2, 9) ~= ARGV[1] then
          -- A save that timed out may have landed: its repetition finds its own save id.
          if stored:sub(10, 25) == ARGV[2]:sub(1, 16) then return {previous, now} end
          return {0, now}
        end
        -- Begun long ago by a silo that was paused or cut off since: others may have decided on what is stored now.
        if now > tonumber(ARGV[4]) then return {-1, now} end

        -- Versions only grow, even where Redis' clock was set back.
        local version = math.max(previous + 1, now)
        local record = '\1' .. struct.pack('>i8', version) .. ARGV[2] .. ARGV[3]
        if ARGV[5] == '' then
          redis.call('SET', KEYS[1], record)
        else
          redis.call('SET', KEYS[1], record, ARGV[5], ARGV[6])
        end
        return {version, now}
        """;

    // Redis names scripts by their SHA-1; nothing rests on its strength.
#pragma warning disable CA5350
    private static readonly byte[] Hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
#pragma warning restore CA5350

    /// <summary>Runs it once; where Redis does not know it (any more), loads it and runs it then.</summary>
    public static async Task<(long Version, long Microseconds)> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments)
    {
        RedisResult reply;
        try
        {
            reply = await database.ScriptEvaluateAsync(Hash, keys, arguments);
        }
        catch (RedisServerException fault) when (RedisTrouble.IsUnknownScript(fault))
        {
            reply = await database.ScriptEvaluateAsync(Text, keys, arguments);
        }

        return ((long)reply[0], (long)reply[1]);
    }
}
