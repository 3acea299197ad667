namespace SessionOrleans.Contract;

/// <summary>Embedded silos over a Redis Cluster; each store that is opened has a prefix, and so a cluster of silos, of its own.</summary>
public sealed class RedisClusterFixture(SharedRedisCluster cluster) : StoreFixture
{
    public override SessionBackend Backend => SessionBackend.Redis;

    protected override Task<ISessionStore> OpenAsync(SessionStoreOptions options)
    {
        options.RedisUrl = cluster.Servers.Url;
        options.Backend = SessionBackend.Redis;
        return SessionStoreFactory.CreateAsync(options);
    }
}
