namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>Runs of the chaos program take all processors: no test that bounds a time runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ChaosRuns
{
    public const string Name = "chaos runs";
}
