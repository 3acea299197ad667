using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using StackExchange.Redis;

namespace SessionOrleans.Cluster;

/// <summary>Two silos on a Redis, with clocks of their own.</summary>
internal sealed class SkewedSilos : IAsyncDisposable
{
    /// <summary>TestCluster builds its silos from types; what they rest on has to be found from there.</summary>
    private static readonly AsyncLocal<Queue<(ServiceCollection Services, ServiceProvider Kept)>> Backends = new();

    private readonly RedisServer _redis;
    private readonly ConnectionMultiplexer _connection;

    private SkewedSilos(RedisServer redis, ConnectionMultiplexer connection, TestCluster cluster) =>
        (_redis, _connection, Cluster) = (redis, connection, cluster);

    public TestCluster Cluster { get; }

    public static async Task<SkewedSilos> StartAsync(TimeProvider first, TimeProvider second)
    {
        var redis = await RedisServer.StartAsync();
        var connection = await redis.ConnectAsync();
        Backends.Value = new([await BackendAsync(connection, first), await BackendAsync(connection, second)]);
        var builder = new TestClusterBuilder(initialSilosCount: 2);
        builder.AddSiloBuilderConfigurator<Configurator>();
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(redis, connection, cluster);
    }

    public async Task<DateTimeOffset> RedisTimeAsync() => new(await _connection.GetServers()[0].TimeAsync(), TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static async Task<(
        ServiceCollection Services, ServiceProvider Kept)> BackendAsync(ConnectionMultiplexer connection, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddRedisBackend(connection, "skewed:", timeProvider: time);
        var kept = services.BuildServiceProvider();
        await kept.GetRequiredService<RedisShards>().LearnAsync();
        return (services, kept);
    }

    private sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddSessionStore();
            var (services, kept) = Backends.Value!.Dequeue();
            foreach (var service in services)
                siloBuilder.Services.AddSingleton(service.ServiceType, kept.GetRequiredService(service.ServiceType));
        }
    }
}
