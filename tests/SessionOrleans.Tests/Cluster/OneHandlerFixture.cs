using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Cluster;

/// <summary>A cluster of two silos, one of which has an expiration handler.</summary>
public sealed class OneHandlerFixture : ClusterFixture
{
    private int _silos;

    public RecordingHandler Handler { get; } = new();

    protected override void Configure(ISiloBuilder silo)
    {
        if (Interlocked.Increment(ref _silos) == 2)
            silo.Services.AddSingleton<ISessionExpirationHandler>(Handler);
    }
}
