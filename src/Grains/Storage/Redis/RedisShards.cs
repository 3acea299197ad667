namespace SessionOrleans.Storage;

/// <summary>
/// The shards in Redis. Each lies in one slot, so that a script may use all of its keys; a Redis Cluster spreads them over its primaries,
/// whose clocks may differ: so each shard has its own there. Elsewhere all share one. Thread-safe.
/// </summary>
internal sealed class RedisShards : IStorageClocks
{
    private readonly RedisLink _link;
    private readonly RedisShard[] _shards;

    public RedisShards(string prefix, RedisLink link, TimeProvider time)
    {
        (_link, Prefix) = (link, prefix);
        var keys = RedisKeys.OfAll(prefix).ToArray();
        var one = new RedisClock(link, keys[0].Index, time);
        _shards = [.. keys.Select(of => new RedisShard(of, link.IsCluster ? new RedisClock(link, of.Index, time) : one))];
    }

    public string Prefix { get; }

    public RedisShard this[int shard] => _shards[shard];

    public RedisShard Of(string id) => _shards[ExpiryShards.Of(id)];

    public StorageClock ClockOf(string id) => Of(id).Clock;

    public StorageClock ClockOf(int shard) => _shards[shard].Clock;

    /// <summary>
    /// Asks every primary for its time, before anything else needs it. One that does not answer, in a cluster in which another does, has
    /// that one's for now, and is asked when a session of it is read.
    /// </summary>
    /// <exception cref="SessionStorageException">None answered.</exception>
    public async Task LearnAsync()
    {
        var clocks = _shards.Select(shard => shard.Clock).Distinct().ToList();
        var learning = clocks.ConvertAll(clock => clock.LearnAsync());
        await Task.WhenAll(learning).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var known = learning.FindIndex(learned => learned.IsCompletedSuccessfully);
        if (known < 0)
            await learning[0];
        foreach (var clock in clocks)
            clock.Presume(clocks[known]);
    }

    /// <summary>One shard for each primary that has some, and one of those that have none, if there are.</summary>
    public IEnumerable<RedisShard> OnePerPrimary() => _shards.DistinctBy(shard => _link.PrimaryOf(shard.Keys.Index));
}
