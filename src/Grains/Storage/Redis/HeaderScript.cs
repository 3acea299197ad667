using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that saves what changed before a value that did not: a lock that comes, goes on or goes, another deadline. It costs the same
/// whatever the value's size. Redis 6.2 or later.
/// </summary>
internal static class HeaderScript
{
    /// <summary>What it answers where the header that is stored is of another length or layout: the record has to be saved as a
    /// whole.</summary>
    public const long DoesNotFit = -2;

    private static readonly RedisScript Plain = ScriptWith("");

    private static readonly RedisScript WhenFull = ScriptWith(SaveDecision.WhenFull);

    private static RedisScript ScriptWith(string first) => new(SaveDecision.Text + $"""
        -- KEYS     1 the record
        -- ARGV     lifetime: PEXPIREAT or PERSIST   milliseconds for it   header: the one to be, its version still 0
        -- Answers  as said above; {DoesNotFit}: the header does not fit
        local lifetime, milliseconds, header = unpack(ARGV, {SaveDecision.Arguments + 1})
        local function differs(from, to) return stored:sub(from, to) ~= header:sub(from, to) end
        local isOther = differs(1, {RecordLayout.Version})
        if isOther or differs({RecordLayout.HeaderLengthAt + 1}, {RecordLayout.HeaderLengthAt + 2}) then return {DoesNotFit} end

        {first}
        local stamp = struct.pack('>i8', version)
        call('SETRANGE', record, 0, header:sub(1, {RecordLayout.Version}) .. stamp .. header:sub({RecordLayout.SaveId + 1}))
        if differs({RecordLayout.DeadlineAt + 1}, {RecordLayout.DeadlineAt + 8}) then
          -- Another deadline.
          if lifetime == 'PERSIST' then call('PERSIST', record) else call('PEXPIREAT', record, milliseconds) end
        end
        return version
        """);

    public static Task<long> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments, bool isFull) =>
        (isFull ? WhenFull : Plain).RunAsync(database, keys, arguments);

    /// <summary>The arguments that the script names, in its order.</summary>
    /// <param name="decision">Those of <see cref="SaveDecision"/>.</param>
    /// <param name="gone">When Redis takes the record away; null: never.</param>
    /// <param name="header">The header to be.</param>
    public static RedisValue[] ArgumentsOf(RedisValue[] decision, long? gone, RedisValue header) =>
        [.. decision, gone is null ? "PERSIST" : "PEXPIREAT", gone ?? RedisValue.EmptyString, header];
}
