using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>One side, up and running.</summary>
/// <param name="Side">Which.</param>
/// <param name="Subject">What it can do.</param>
/// <param name="Silo">Its silo's process, where it has one.</param>
internal sealed record Party(Side Side, ISubject Subject, SiloProcess? Silo = null);
