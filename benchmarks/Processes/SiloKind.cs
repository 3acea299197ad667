namespace SessionOrleans.Benchmarks.Processes;

/// <summary>What a silo process carries.</summary>
internal enum SiloKind
{
    Store,
    Bare,
}
