namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>Who does the work.</summary>
internal enum Side
{
    Ours,

    /// <summary>Redis directly, with SET NX PX and a script for locks.</summary>
    Redis,

    /// <summary>Redis directly, with LockTake and LockRelease for locks.</summary>
    LockTake,

    /// <summary>A bare grain.</summary>
    Bare,
}
