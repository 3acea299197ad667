using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;

namespace SessionOrleans.Hosting;

/// <summary>Composes a silo of ours: what it is called, where it listens, what it rests on.</summary>
internal static class SiloComposition
{
    /// <summary>Idle sessions cost no memory for long: they are collected two to three minutes after their last call.</summary>
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    public static IHost Build(SiloSetup setup, ISiloBackend backend, SiloPorts ports, IFatalErrorHandler fatalErrors)
    {
        var builder = InnerHost.CreateBuilder(setup.Loggers);
        builder.Services.AddSingleton(fatalErrors);
        builder.Services.AddSingleton(setup.Options);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = ClusterName.Of(setup.Options.Prefix));
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = AddressOf(setup.Options);
                endpoint.SiloPort = ports.Silo;
                endpoint.GatewayPort = ports.Gateway;
            });
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = CallTimings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = IdleAge);
            silo.AddSessionGrains();
            backend.Configure(silo, ports);
            setup.Configure?.Invoke(silo);
        });
        return builder.Build();
    }

    /// <summary>The address under which other processes reach the silo.</summary>
    public static IPAddress AddressOf(SessionStoreOptions options) => options.AdvertisedAddress ?? IPAddress.Loopback;
}
