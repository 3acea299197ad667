using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Runtime.GrainDirectory;
using SessionOrleans.Membership;
using SessionOrleans.Tls;
using SessionOrleans.Shutdown;

namespace SessionOrleans.Hosting;

/// <summary>Composes a silo of ours: what it is called, where it listens, what it rests on.</summary>
internal static class SiloComposition
{
    /// <summary>Idle sessions cost no memory for long: they are collected two to three minutes after their last call.</summary>
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Orleans' cache of where grains are keeps some 300 bytes even of those that are gone, until others push them out. Its own bound is a
    /// million.
    /// </summary>
    private const int MostPlaces = 50_000;

    public static IHost Build(SiloSetup setup, ISiloBackend backend, SiloPorts ports, IFatalErrorHandler fatalErrors)
    {
        var builder = InnerHost.CreateBuilder(setup.Loggers);
        builder.Services.AddSingleton(fatalErrors);
        builder.Services.AddSingleton(setup.Options);
        builder.Services.AddHostedService(
            provider => ActivatorUtilities.CreateInstance<PortWatch>(provider, backend.Address, ports, PortWatch.UsualPause));
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => ClusterName.Apply(cluster, setup.Options.Prefix));
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = backend.Address;
                endpoint.SiloPort = ports.Silo;
                endpoint.GatewayPort = ports.Gateway;
            });
            silo.Configure<SiloMessagingOptions>(messaging =>
            {
                CallTimings.Apply(messaging);
                messaging.MaxEnqueuedRequestsHardLimit = SessionLimits.MaxCallsPerSession;
            });
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = IdleAge);
            silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = MostPlaces);
            silo.Services.AddSingleton<IGrainDirectoryCache>(provider => new LiveSiloDirectoryCache(
                GrainDirectoryCacheFactory.CreateGrainDirectoryCache(
                    provider, provider.GetRequiredService<IOptions<GrainDirectoryOptions>>().Value),
                provider.GetRequiredService<IClusterMembershipService>(),
                provider.GetRequiredService<ILocalSiloDetails>().SiloAddress,
                provider.GetRequiredService<GrainTypeResolver>().GetGrainType(typeof(SessionGrain))));
            backend.Access.Apply(silo);
            silo.UseSessionTls(setup.Options.Tls, setup.Loggers);
            silo.Services.AddSingleton<DrainClients>();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<DrainClients>());
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ForwardCalls>();
            silo.Services.AddOptions<SiloConnectionOptions>().Configure<DrainClients>((connections, farewell) =>
                connections.ConfigureGatewayInboundConnection(farewell.Watch));
            silo.AddSessionGrains();
            backend.Configure(silo, ports);
            foreach (var handler in setup.Handlers)
                silo.Services.AddSingleton(handler);
            setup.Configure?.Invoke(silo);
        });
        return builder.Build();
    }
}
