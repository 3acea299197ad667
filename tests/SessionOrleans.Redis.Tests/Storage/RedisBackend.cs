using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>The Redis backend as a silo has it.</summary>
internal sealed class RedisBackend(IServiceProvider services, IConnectionMultiplexer connection, string prefix)
{
    public ISessionStorage Storage { get; } = services.GetRequiredService<ISessionStorage>();

    public ISessionIndex Index { get; } = services.GetRequiredService<ISessionIndex>();

    public IEndedSessions Ended { get; } = services.GetRequiredService<IEndedSessions>();

    public RedisShards Shards { get; } = services.GetRequiredService<RedisShards>();

    /// <summary>The only one, where the Redis is no cluster.</summary>
    public RedisClock Clock => Shards[0].Clock;

    public RedisLink Link { get; } = services.GetRequiredService<RedisLink>();

    public string Prefix => prefix;

    public IConnectionMultiplexer Connection => connection;

    public IDatabase Database => connection.GetDatabase();

    public static Task<ConnectionMultiplexer> ConnectAsync(int port) =>
        ConnectAsync(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));

    public static Task<ConnectionMultiplexer> ConnectAsync(string url) =>
        ConnectionMultiplexer.ConnectAsync(ConfigurationOptions.Parse(url + ",allowAdmin=true").ForSessions());

    public static async Task<RedisBackend> CreateAsync(IConnectionMultiplexer connection, string? prefix = null, TimeProvider? time = null)
    {
        prefix ??= $"test:{Guid.NewGuid():N}:";
        var services = new ServiceCollection().AddRedisBackend(connection, prefix, timeProvider: time).BuildServiceProvider();
        await services.GetRequiredService<RedisShards>().LearnAsync();
        return new(services, connection, prefix);
    }

    /// <summary>The key of a session.</summary>
    public RedisKey KeyOf(string id) => Shards.Of(id).Keys.Session(id);

    /// <summary>All keys under the prefix, of every primary.</summary>
    public async Task<string[]> KeysAsync()
    {
        var keys = new List<RedisKey>();
        foreach (var server in connection.GetServers().Where(server => server.IsConnected && !server.IsReplica))
            keys.AddRange((RedisKey[])(await server.ExecuteAsync("KEYS", prefix + "*"))!);
        return [.. keys.Select(key => key.ToString()).Order(StringComparer.Ordinal)];
    }

    /// <summary>Takes away what Redis itself would within a time.</summary>
    public async Task LapseAsync(TimeSpan time)
    {
        foreach (var key in await KeysAsync())
        {
            if (await Database.KeyTimeToLiveAsync(key) <= time)
                await Database.KeyDeleteAsync(key);
        }
    }
}
