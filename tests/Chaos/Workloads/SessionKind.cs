namespace SessionOrleans.Chaos.Workloads;

/// <summary>What a session is used for.</summary>
internal enum SessionKind
{
    Register,
    Counter,
    Lock,
    Brief,
}
