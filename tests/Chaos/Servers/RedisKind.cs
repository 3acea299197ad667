namespace SessionOrleans.Chaos.Servers;

/// <summary>What Redis a run is on.</summary>
internal enum RedisKind
{
    /// <summary>One server.</summary>
    Single,

    /// <summary>A Redis Cluster of three primaries, each with a replica.</summary>
    Cluster,

    /// <summary>A primary with two replicas, and three Sentinels.</summary>
    Sentinel,
}
