namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>The kinds of work.</summary>
internal enum Work
{
    Get,
    Set,
    Create,
    Update,
    LockedUpdate,
}
