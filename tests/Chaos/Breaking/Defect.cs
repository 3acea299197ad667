namespace SessionOrleans.Chaos.Breaking;

/// <summary>What is left out of the store, to see that the checkers find it.</summary>
internal enum Defect
{
    None,

    /// <summary>Locks are advisory, writers give no token, and the resource outside looks at none.</summary>
    Fencing,

    /// <summary>
    /// The storage writes over whatever is there. Silos trust their memory without looking whether they are still members: that alone keeps
    /// them from writing what is old, so that nothing is left to compare and set.
    /// </summary>
    CompareAndSet,

    /// <summary>Silos trust their memory, and the storage compares as ever: it alone keeps writes from being lost.</summary>
    Trust,
}
