using StackExchange.Redis;

namespace SessionOrleans.Quotas;

/// <summary>
/// Redis': <c>used_memory</c> of <c>maxmemory</c>; in a cluster that of the fullest primary. Without a <c>maxmemory</c> nothing can be
/// said.
/// </summary>
internal sealed class RedisMemoryGauge(RedisLink link, RedisShards shards) : IMemoryGauge
{
    /// <summary>In a script, since the client takes INFO for a command of administrators, and asks only on a connection for them.</summary>
    private const string Text = """
        -- KEYS     1 of the Redis that is asked
        -- Answers  the bytes that are used, and how many there may be; 0: there is no bound
        local info = redis.call('INFO', 'memory')
        return { tonumber(info:match('\nused_memory:(%d+)')), tonumber(info:match('\nmaxmemory:(%d+)')) }
        """;

    public string Name => "Redis' memory (maxmemory)";

    public async ValueTask<MemoryUse?> ReadAsync()
    {
        var uses = await Task.WhenAll(shards.OnePerPrimary().Select(shard => ReadAsync(shard.Keys.Index)));
        return uses.MaxBy(use => use?.Share);
    }

    private async Task<MemoryUse?> ReadAsync(RedisKey of)
    {
        var answer = (long[])(await link.AskAsync(database => database.ScriptEvaluateAsync(Text, [of], flags: RedisLink.OnPrimary)))!;
        return answer is [var used, > 0 and var most] ? new(used, most) : null;
    }
}
