using Orleans.Configuration;
using Orleans.Hosting;
using SessionOrleans.Cluster;

namespace SessionOrleans.Performance.Tests.Memory;

/// <summary>One silo, whose cache of where grains are is full soon: else it would grow by 300 bytes for each session that ever
/// was.</summary>
public sealed class FewPlacesFixture : ClusterFixture
{
    protected override short Silos => 1;

    protected override void Configure(ISiloBuilder silo) =>
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 1_000);
}
