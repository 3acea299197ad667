namespace SessionOrleans.Cluster;

/// <summary>A cluster of one silo, as the memory backend has it.</summary>
public sealed class LoneSiloFixture : ClusterFixture
{
    protected override short Silos => 1;
}
