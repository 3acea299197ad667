namespace SessionOrleans.Storage;

/// <summary>
/// The script that moves or removes an entry of a sorted set only while it has the score it was read with: a sweep that was paused must not
/// drop the entry of a session made anew.
/// </summary>
internal static class MoveScript
{
    public const string Text = """
        -- KEYS[1]  the sorted set
        -- ARGV     1 the member   2 the score it was read with   3 the score it gets; '': it goes
        local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if not score or tonumber(score) ~= tonumber(ARGV[2]) then return 0 end
        if ARGV[3] == '' then return redis.call('ZREM', KEYS[1], ARGV[1]) end
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
        return 1
        """;
}
