using Orleans.Configuration;
using StackExchange.Redis;

namespace SessionOrleans.Membership;

/// <summary>Registers what lets silos over Redis trust, lose and replace each other.</summary>
internal static class MembershipComposition
{
    /// <summary>
    /// Fences the membership table and the session storage that the silo has, on a connection of membership's own. Call it after both were
    /// chosen. The <paramref name="prefix"/> begins the roster's key.
    /// </summary>
    public static ISiloBuilder AddFencedMembership(this ISiloBuilder silo, IConnectionMultiplexer connection, string prefix)
    {
        var services = silo.Services;
        var table = services.Last(service => service.ServiceType == typeof(IMembershipTable));
        services.Remove(table);
        services.AddSingleton(new ActiveSilos(connection, prefix));
        services.AddSingleton(new MembershipLeaseHolder(TimeProvider.System));
        services.AddSingleton<IMembershipLease>(provider => provider.GetRequiredService<MembershipLeaseHolder>());
        if (services.Last(service => service.ServiceType == typeof(ISessionStorage)).ImplementationInstance is RedisSessionStorage storage)
            services.AddSingleton<ISessionStorage>(provider => storage.For(provider.GetRequiredService<MembershipLeaseHolder>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StaleMembers>(provider, TimeProvider.System));
        services.AddSingleton<IMembershipTable>(provider => ActivatorUtilities.CreateInstance<FencedMembershipTable>(
            provider, (IMembershipTable)table.ImplementationFactory!(provider), TimeProvider.System));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider =>
            ActivatorUtilities.CreateInstance<Heartbeat>(provider, TimeProvider.System));
        silo.Configure<ClusterMembershipOptions>(MembershipTimings.Apply);
        silo.Configure<SiloMessagingOptions>(MembershipTimings.Apply);
        silo.Configure<GrainDirectoryOptions>(MembershipTimings.Apply);
        silo.Configure<SiloOptions>(options => options.SiloName = SiloNames.NewSiloName());
        return silo;
    }
}
