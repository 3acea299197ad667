using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>Where the shards of a prefix lie.</summary>
internal static class RedisPrimaries
{
    /// <summary>Each primary that has shards, with the keys of one of them; a Redis that is no cluster has all.</summary>
    /// <exception cref="RedisConnectionException">A shard has no primary that can be reached.</exception>
    public static IReadOnlyList<(IServer Server, RedisKeys Keys)> Of(IConnectionMultiplexer connection, string prefix) =>
        [.. RedisKeys.OfAll(prefix).Select(keys => (Server: Of(connection, keys.Index) ?? throw new RedisConnectionException(
            ConnectionFailureType.UnableToResolvePhysicalConnection, RedisLink.OnPrimary,
            "No primary that can be reached has some of the keys."), Keys: keys)).DistinctBy(primary => primary.Server.EndPoint)];

    /// <summary>The Redis that has a key; null: none can be reached.</summary>
    public static IServer? Of(IConnectionMultiplexer connection, RedisKey key)
    {
        try
        {
            return connection.GetServer(key, flags: RedisLink.OnPrimary);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
