using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Cluster;

/// <summary>A cluster with a gate before its shared reads.</summary>
public sealed class ReaderFixture : ClusterFixture
{
    public ReaderGate Gate { get; } = new();

    protected override void Configure(ISiloBuilder silo) => silo.Services.AddSingleton<IIncomingGrainCallFilter>(Gate);
}
