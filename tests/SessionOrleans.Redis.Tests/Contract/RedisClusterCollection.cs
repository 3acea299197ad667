namespace SessionOrleans.Contract;

/// <summary>One Redis Cluster for the tests that leave it alone.</summary>
[CollectionDefinition(Name)]
public sealed class RedisClusterCollection : ICollectionFixture<SharedRedisCluster>
{
    public const string Name = "Redis Cluster";
}
