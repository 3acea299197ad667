namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>Who does the work.</summary>
internal enum Side
{
    Ours,

    /// <summary>StackExchange.Redis without anything between, with SET NX PX and a script for locks: the limit.</summary>
    Redis,

    /// <summary>A bare grain: what Orleans costs by itself. It has no condition, no lock and no deadline.</summary>
    Bare,

    /// <summary>IDistributedCache on Redis, with a sliding lifetime. The last write wins.</summary>
    DistributedCache,

    /// <summary>DistributedLock.Redis around GET and SET. The write is not fenced: who lost the lock still writes.</summary>
    DistributedLock,

    /// <summary>FusionCache with Redis behind it. Other processes may read an older value until its lifetime ends.</summary>
    FusionCache,
}
