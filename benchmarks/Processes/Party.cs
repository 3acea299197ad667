namespace SessionOrleans.Benchmarks.Processes;

/// <summary>One side, up and running: what it can do, and the processes of its silos where it has some.</summary>
internal sealed record Party(ISubject Subject, IReadOnlyList<SiloProcess> Silos);
