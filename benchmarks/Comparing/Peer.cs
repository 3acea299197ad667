namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>Whom a case is compared with, and the ratio to reach where one is set.</summary>
internal readonly record struct Peer(Side Side, double? Target = null);
