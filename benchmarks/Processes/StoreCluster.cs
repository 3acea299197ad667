namespace SessionOrleans.Benchmarks.Processes;

/// <summary>Silos of ours that are one cluster, and a client of it. Owned by its <see cref="Testbed"/>.</summary>
internal sealed record StoreCluster(IReadOnlyList<SiloProcess> Silos, StoreHost Client);
