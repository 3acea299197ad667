using SessionOrleans.Membership;
using SessionOrleans.Quotas;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>Registers what the grains rest on.</summary>
internal static class SessionGrainServices
{
    /// <summary>The memory backend. <paramref name="timeProvider"/> is the grains' clock, and nothing else's.</summary>
    public static IServiceCollection AddMemoryBackend(
        this IServiceCollection services, TimeProvider timeProvider, TimeSpan? grace = null) => services
        .AddSingleton<IStorageClocks>(new MemoryClock(timeProvider))
        .AddSingleton(provider => new MemoryStorage(provider.GetRequiredService<IStorageClocks>().ClockOf(0), grace))
        .AddSingleton<ISessionStorage>(provider => provider.GetRequiredService<MemoryStorage>())
        .AddSingleton<ISessionIndex>(provider => provider.GetRequiredService<MemoryStorage>())
        .AddSingleton<IEndedSessions>(provider => provider.GetRequiredService<MemoryStorage>().Ended)
        .AddSingleton<EndedSessionKeeping>()
        .AddSingleton<IMemoryGauge, ProcessMemoryGauge>()
        .AddSingleton<IMembershipLease, PermanentMembershipLease>();

    /// <summary>
    /// The Redis backend, on a connection set up with <see cref="RedisLinkSettings.ForSessions"/>. Await <see
    /// cref="RedisShards.LearnAsync"/>
    /// before the first session is served. The <paramref name="prefix"/> begins every key; two prefixes never meet. Redis keeps
    /// a session for a grace after its deadline. Redis' time is carried on by the
    /// monotonic clock of <paramref name="timeProvider"/>, or the system's. A connection that <paramref name="isGiven"/> is the
    /// application's, set up as it likes.
    /// </summary>
    public static IServiceCollection AddRedisBackend(
        this IServiceCollection services,
        IConnectionMultiplexer connection,
        string prefix,
        TimeProvider? timeProvider = null,
        bool isGiven = false) => services
        .AddSingleton(_ => new RedisLink(connection, timeProvider ?? TimeProvider.System, isGiven))
        .AddSingleton(provider => new RedisShards(prefix, provider.GetRequiredService<RedisLink>(), timeProvider ?? TimeProvider.System))
        .AddSingleton<IStorageClocks>(provider => provider.GetRequiredService<RedisShards>())
        .AddSingleton<EndedSessionKeeping>()
        .AddSingleton(provider => new RedisSessionStorage(
            provider.GetRequiredService<RedisLink>(),
            provider.GetRequiredService<RedisShards>(),
            provider.GetRequiredService<EndedSessionKeeping>()))
        .AddSingleton<ISessionStorage>(provider => provider.GetRequiredService<RedisSessionStorage>())
        .AddSingleton<IMemoryGauge, RedisMemoryGauge>()
        .AddSingleton<IEndedSessions, RedisEndedSessions>()
        .AddSingleton<ISessionIndex, RedisSessionIndex>();
}
