using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;
using SessionOrleans.Membership;
using SessionOrleans.Sessions;

namespace SessionOrleans.Cluster;

/// <summary>Two silos, each of which takes itself for the only one, as one does for a moment that has not yet heard of the
/// other.</summary>
public sealed class OutdatedMembersTests : IAsyncLifetime
{
    private const int Sessions = 50;
    private const int Updates = 10;

    private readonly List<IHost> _hosts = [];
    private readonly List<IServiceProvider> _silos = [];
    private RedisServer _redis = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        for (var i = 0; i < 2; i++)
            _hosts.Add(await StartAsync());
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Create_ByBothAtOnce_IsOneSessionThatBothWrite()
    {
        var stores = _hosts.Select(host => host.Services.GetRequiredService<ISessionStore>()).ToList();

        await Parallel.ForEachAsync(Enumerable.Range(0, Sessions).Select(i => $"both-{i}"), async (id, _) =>
        {
            var created = await Task.WhenAll(stores.Select(store => store.TrySetAsync(id, 0, WriteCondition.IfAbsent)));
            Assert.Single(created, version => version is not null);
            await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, Updates).Select(
                _ => store.UpdateAsync<int>(id, static count => count + 1))));
            foreach (var store in stores)
                Assert.Equal(2 * Updates, (await store.GetAsync<int>(id))!.Value);
        });

        var management = _silos[0].GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var active = (await management.GetSimpleGrainStatistics()).Where(
            one => one.GrainType.Contains(nameof(SessionGrain), StringComparison.Ordinal));
        Assert.Equal(Sessions, active.Sum(one => one.ActivationCount));
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSessionStore(
            options =>
            {
                options.RedisUrl = _redis.Url;
                options.Prefix = "outdated:";
                (options.SiloPort, options.GatewayPort) = (FreePort.Take(), FreePort.Take());
            },
            silo => silo.Services.AddSingleton<IGrainDirectoryCache>(Alone));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private LiveSiloDirectoryCache Alone(IServiceProvider silo)
    {
        _silos.Add(silo);
        var here = silo.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        return new(
            GrainDirectoryCacheFactory.CreateGrainDirectoryCache(silo, new GrainDirectoryOptions()),
            new FixedMembers(new Dictionary<SiloAddress, SiloStatus> { [here] = SiloStatus.Active }),
            here,
            silo.GetRequiredService<GrainTypeResolver>().GetGrainType(typeof(SessionGrain)));
    }
}
