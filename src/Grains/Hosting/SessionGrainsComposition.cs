using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;
using SessionOrleans.Health;
using SessionOrleans.Quotas;
using SessionOrleans.Shutdown;

namespace SessionOrleans.Hosting;

/// <summary>What the grains need of a silo, ours or the user's, whatever the backend.</summary>
internal static class SessionGrainsComposition
{
    public static ISiloBuilder AddSessionGrains(this ISiloBuilder silo)
    {
        // Grains and contract are found even where the entry assembly does not lead to them.
        silo.Services.AddSerializer(serializer => serializer
            .AddAssembly(typeof(ISessionGrain).Assembly)
            .AddAssembly(typeof(SessionGrainsComposition).Assembly));

        // The default directory deactivates a third to nearly all activations of the surviving silos at each change of
        // membership; this one deactivates none. Chosen knowingly although it is marked experimental.
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

        silo.AddReminders();
        silo.Services.AddMetrics();
        silo.Services.TryAddSingleton<SessionMetrics>();
        silo.Services.TryAddSingleton(static provider => new StorageLoad(provider.GetRequiredService<SessionMetrics>()));
        silo.Services.TryAddSingleton<ExpirationNotices>();
        silo.Services.TryAddSingleton<ExpirationNotifier>();
        silo.Services.AddHostedService(static provider => provider.GetRequiredService<ExpirationNotifier>());
        silo.Services.TryAddSingleton<StorageTrouble>();
        silo.Services.TryAddSingleton<UnreadableRecords>();
        silo.Services.TryAddSingleton<ObservedSessionStorage>();
        silo.Services.TryAddSingleton<SweepTurns>();
        silo.Services.TryAddSingleton<LocalSessions>();
        silo.Services.TryAddSingleton<MemoryWatch>();
        silo.Services.TryAddSingleton<StoreHealth>();
        silo.Services.AddHostedService(static provider => provider.GetRequiredService<MemoryWatch>());
        silo.Services.AddSingleton<ParkedCalls>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<ParkedCalls>());
        silo.Services.AddHostedService(static provider => new SweepStarter(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<ILogger<SweepStarter>>(),
            SweepStarter.UsualDelay, SweepStarter.UsualPace));
        return silo;
    }
}
