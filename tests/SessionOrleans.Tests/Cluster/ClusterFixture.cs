using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;

namespace SessionOrleans.Cluster;

/// <summary>
/// The silos of a TestCluster over one storage with a clock that the tests move. The storage is the memory backend, shared by the silos of
/// this process, behind one that can be told to fail.
/// </summary>
public class ClusterFixture : IAsyncLifetime
{
    /// <summary>TestCluster builds its silos from types; what they share has to be found from there.</summary>
    private static readonly AsyncLocal<ClusterFixture?> Building = new();

    public ClusterFixture()
    {
        Clock = new(Time);
        Memory = new(Clock);
        Storage = new(Memory);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public TestCluster Cluster { get; private set; } = null!;

    internal MemoryStorage Memory { get; }

    internal FaultyStorage Storage { get; }

    internal MemoryClock Clock { get; }

    protected virtual short Silos => 2;

    protected virtual ISessionExpirationHandler? ExpirationHandler => null;

    public async Task InitializeAsync()
    {
        Building.Value = this;
        var builder = new TestClusterBuilder(Silos);
        builder.AddSiloBuilderConfigurator<Configurator>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    /// <summary>A store of its own on a client of the cluster.</summary>
    internal SessionStore NewStore() => new(new ClusterConnection(Cluster.GrainFactory), new SessionStoreOptions(), TimeProvider.System);

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();

    protected virtual void Configure(ISiloBuilder silo)
    {
    }

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var fixture = Building.Value!;
            siloBuilder.AddSessionStore();
            siloBuilder.Services.AddSingleton<ISessionStorage>(fixture.Storage);
            siloBuilder.Services.AddSingleton<ISessionIndex>(fixture.Memory);
            siloBuilder.Services.AddSingleton<IEndedSessions>(fixture.Memory.Ended);
            siloBuilder.Services.AddSingleton<IStorageClocks>(fixture.Clock);
            if (fixture.ExpirationHandler is { } handler)
                siloBuilder.Services.AddSingleton(handler);
            fixture.Configure(siloBuilder);
        }
    }
}
