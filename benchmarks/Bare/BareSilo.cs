using Microsoft.Extensions.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Bare;

/// <summary>A silo of bare grains, on the Redis storage that comes with Orleans, with Orleans' serializer.</summary>
internal static class BareSilo
{
    public const string Storage = "redis";

    private const string Cluster = "bare";

    public static IHost Build(int siloPort, int gatewayPort, string redis)
    {
        var builder = CreateBuilder();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: Cluster, clusterId: Cluster);
            silo.AddRedisGrainStorage(Storage, options => options.Configure<Serializer>((storage, serializer) =>
            {
                storage.ConfigurationOptions = ConfigurationOptions.Parse(redis);
                storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            }));
        });
        return builder.Build();
    }

    /// <summary>A client of it, started; the host is to be disposed.</summary>
    public static async Task<IHost> ConnectAsync(int gatewayPort, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, serviceId: Cluster, clusterId: Cluster));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    private static HostApplicationBuilder CreateBuilder() => new(new HostApplicationBuilderSettings { DisableDefaults = true });
}
