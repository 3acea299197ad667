namespace SessionOrleans.Chaos.Faults;

/// <summary>What is done to the cluster.</summary>
internal enum FaultKind
{
    /// <summary>A silo ends by <c>kill -9</c>, and another is started in its place.</summary>
    Kill,

    /// <summary>A silo stands still for longer than it takes the others to declare it dead, and goes on.</summary>
    Pause,

    /// <summary>A silo does not reach Redis for a while; everybody else does.</summary>
    Cut,

    /// <summary>Redis, or one of its primaries, ends by <c>kill -9</c>, and is started again.</summary>
    Redis,
}
