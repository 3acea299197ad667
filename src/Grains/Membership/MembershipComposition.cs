using Orleans.Configuration;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Membership;

/// <summary>Registers what lets silos over Redis trust, lose and replace each other.</summary>
internal static class MembershipComposition
{
    /// <summary>
    /// Fences the silo's membership table, and its Redis storage of sessions, on a connection of membership's own. Call it after both were
    /// chosen. The <paramref name="prefix"/> begins the key of the active silos. On the application's connection an answer is waited for
    /// <paramref name="answerWithin"/> a time of our own.
    /// </summary>
    public static ISiloBuilder AddFencedMembership(
        this ISiloBuilder silo, IConnectionMultiplexer connection, string prefix, TimeSpan? answerWithin = null)
    {
        var services = silo.Services;
        services.AddSingleton(new ActiveSilos(connection, prefix, answerWithin));
        services.AddSingleton(new MembershipLeaseHolder(TimeProvider.System));
        services.AddSingleton<IMembershipLease>(provider => provider.GetRequiredService<MembershipLeaseHolder>());
        services.AddSingleton<ISessionStorage>(provider =>
            provider.GetRequiredService<RedisSessionStorage>().For(provider.GetRequiredService<IMembershipLease>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StaleMembers>(provider, TimeProvider.System));
        services.Decorate<IMembershipTable>((provider, table) =>
            ActivatorUtilities.CreateInstance<FencedMembershipTable>(provider, table, TimeProvider.System));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider =>
            ActivatorUtilities.CreateInstance<Heartbeat>(provider, TimeProvider.System));
        silo.Configure<ClusterMembershipOptions>(MembershipTimings.Apply);
        silo.Configure<SiloMessagingOptions>(MembershipTimings.Apply);
        silo.Configure<GrainDirectoryOptions>(MembershipTimings.Apply);
        silo.Configure<SiloOptions>(options => options.SiloName = SiloNames.NewSiloName());
        return silo;
    }
}
