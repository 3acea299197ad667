using Microsoft.Extensions.Hosting;
using Orleans.Serialization;
using Orleans.Storage;

namespace SessionOrleans.Benchmarks.Bare;

/// <summary>A silo of bare grains, on the Redis storage that comes with Orleans, with Orleans' serializer, and a client of it.</summary>
internal static class BareSilo
{
    public const string Storage = "redis";

    private const string Cluster = "bare";

    public static void Add(IHostApplicationBuilder builder, int siloPort, int gatewayPort, string redis) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: Cluster, clusterId: Cluster);
        silo.AddRedisGrainStorage(Storage, options => options.Configure<Serializer>((storage, serializer) =>
        {
            storage.ConfigurationOptions = ConfigurationOptions.Parse(redis);
            storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
    });

    public static void AddClient(IHostApplicationBuilder builder, int gatewayPort) =>
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, serviceId: Cluster, clusterId: Cluster));
}
