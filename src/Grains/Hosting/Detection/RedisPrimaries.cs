using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>Where the shards of a prefix lie.</summary>
internal static class RedisPrimaries
{
    /// <summary>Each primary that has shards, with the keys of one of them; a Redis that is no cluster has all.</summary>
    /// <exception cref="RedisConnectionException">A shard has no primary that can be reached.</exception>
    public static IReadOnlyList<(IServer Server, RedisKeys Keys)> Of(IConnectionMultiplexer connection, string prefix)
    {
        try
        {
            return [.. Enumerable.Range(0, ExpiryShards.Count).Select(shard => new RedisKeys(prefix, shard))
                .Select(keys => (Server: connection.GetServer(keys.Index, flags: RedisLink.OnPrimary), Keys: keys))
                .DistinctBy(primary => primary.Server.EndPoint)];
        }
        catch (InvalidOperationException)
        {
            throw new RedisConnectionException(
                ConnectionFailureType.UnableToResolvePhysicalConnection, RedisLink.OnPrimary,
                "No primary that can be reached has some of the keys.");
        }
    }
}
