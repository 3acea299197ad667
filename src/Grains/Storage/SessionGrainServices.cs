using Microsoft.Extensions.DependencyInjection;
using SessionOrleans.Membership;

namespace SessionOrleans.Storage;

/// <summary>Registers what the grains rest on.</summary>
internal static class SessionGrainServices
{
    /// <summary>The memory backend. <paramref name="timeProvider"/> is the grains' clock, and nothing else's.</summary>
    public static IServiceCollection AddMemoryBackend(this IServiceCollection services, TimeProvider timeProvider) => services
        .AddSingleton<StorageClock>(new MemoryClock(timeProvider))
        .AddSingleton<MemoryStorage>()
        .AddSingleton<ISessionStorage>(provider => provider.GetRequiredService<MemoryStorage>())
        .AddSingleton<ISessionIndex>(provider => provider.GetRequiredService<MemoryStorage>())
        .AddSingleton<ISiloStanding, LoneSilo>();
}
