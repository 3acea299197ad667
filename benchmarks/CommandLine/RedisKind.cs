namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>How the Redis of a run is set up.</summary>
internal enum RedisKind
{
    /// <summary>One primary.</summary>
    Single,

    /// <summary>A Redis Cluster of three primaries. Replicas would take of the same processors, and are left out.</summary>
    Cluster,
}
