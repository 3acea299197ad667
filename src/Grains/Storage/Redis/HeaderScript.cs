using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that saves what changed before a value that did not: a lock that comes, goes on or goes, another deadline. It costs the same
/// whatever the
/// value's size. Redis 6.2 or later.
/// </summary>
internal static class HeaderScript
{
    /// <summary>What it answers where the header that is stored is of another length or layout: the record has to be saved as a
    /// whole.</summary>
    public const long DoesNotFit = -2;

    private static readonly RedisScript Script = new(SaveDecision.Text + """
        -- ARGV     4 PEXPIREAT or PERSIST   5 milliseconds for 4   6 the header to be, its version still 0
        -- Answers  as said above; -2: the header does not fit
        local header = ARGV[6]
        if stored:sub(1, 1) ~= header:sub(1, 1) or stored:sub(31, 32) ~= header:sub(31, 32) then return -2 end

        call('SETRANGE', KEYS[1], 0, header:sub(1, 1) .. struct.pack('>i8', version) .. header:sub(10))
        if stored:sub(81, 88) ~= header:sub(81, 88) then
          -- Another deadline.
          if ARGV[4] == 'PERSIST' then call('PERSIST', KEYS[1]) else call('PEXPIREAT', KEYS[1], ARGV[5]) end
        end
        return version
        """);

    public static Task<long> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) => Script.RunAsync(database, keys, arguments);
}
