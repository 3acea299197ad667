using StackExchange.Redis;

namespace SessionOrleans.Harness.Outside;

/// <summary>
/// A resource outside the store: a set that is read and written as a whole, so that two who do it at the same time lose an element. It
/// keeps a list of all that was done to it. Fenced, it refuses a token smaller than one it has seen; otherwise it ignores tokens.
/// </summary>
public sealed class OutsideSet(IDatabase redis, string name, bool fenced)
{
    private const string Script = """
        local seen = tonumber(redis.call('HGET', KEYS[1], 'token') or '0')
        local refused = ARGV[1] == 'fenced' and tonumber(ARGV[3]) < seen
        redis.call('RPUSH', KEYS[2], table.concat({refused and 'refused' or ARGV[2], ARGV[3], ARGV[4], ARGV[5]}, ' '))
        if refused then return false end
        redis.call('HSET', KEYS[1], 'token', ARGV[3])
        if ARGV[2] == 'write' then redis.call('HSET', KEYS[1], 'set', ARGV[6]) end
        return redis.call('HGET', KEYS[1], 'set') or ''
        """;

    /// <summary>Where the set is, in the field <c>set</c> of a hash.</summary>
    public static RedisKey KeyOf(string name) => "outside:" + name;

    /// <summary>Where the list is of what was done to it.</summary>
    public static RedisKey EntriesOf(string name) => "outside:" + name + ":done";

    /// <summary>The set; null when the token is too old.</summary>
    public Task<string?> ReadAsync(long token, string worker) => DoAsync("read", token, worker, "-", "");

    /// <summary>False when the token is too old.</summary>
    public async Task<bool> WriteAsync(long token, string worker, string element, string set) =>
        await DoAsync("write", token, worker, element, set) is not null;

    private async Task<string?> DoAsync(string what, long token, string worker, string element, string set) =>
        (string?)await redis.ScriptEvaluateAsync(
            Script, [KeyOf(name), EntriesOf(name)], [fenced ? "fenced" : "open", what, token, worker, element, set]);
}
