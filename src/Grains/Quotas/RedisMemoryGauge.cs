namespace SessionOrleans.Quotas;

/// <summary>Redis': <c>used_memory</c> of <c>maxmemory</c>. Without a <c>maxmemory</c> nothing can be said.</summary>
internal sealed class RedisMemoryGauge(RedisLink link) : IMemoryGauge
{
    /// <summary>In a script, since the client takes INFO for a command of administrators, and asks only on a connection for them.</summary>
    private const string Text = """
        -- Answers  the bytes that are used, and how many there may be; 0: there is no bound
        local info = redis.call('INFO', 'memory')
        return { tonumber(info:match('\nused_memory:(%d+)')), tonumber(info:match('\nmaxmemory:(%d+)')) }
        """;

    public string Name => "Redis' memory (maxmemory)";

    public async ValueTask<MemoryUse?> ReadAsync()
    {
        var answer = (long[])(await link.AskAsync(database => database.ScriptEvaluateAsync(Text)))!;
        return answer is [var used, > 0 and var most] ? new(used, most) : null;
    }
}
