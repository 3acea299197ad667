using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;
using SessionOrleans.Expiry;
using StackExchange.Redis;

namespace SessionOrleans.AspNetCore.Tests.Encryption;

/// <summary>A Redis, a silo without any key, and hosts that reach it: with keys, or without.</summary>
public sealed class EncryptionFixture : IAsyncLifetime
{
    private const string Prefix = "sealed:";

    private readonly DirectoryInfo _keys = System.IO.Directory.CreateTempSubdirectory("session-keys-");
    private readonly List<IHost> _hosts = [];
    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;

    /// <summary>What keys in the store are sealed with.</summary>
    public const string KeySecret = "a test's secret, of forty random bytes!!";

    /// <summary>What is stored, behind every store's back.</summary>
    public IDatabase Redis => _connection.GetDatabase();

    /// <summary>A store without encryption, which carries the silo.</summary>
    public ISessionStore Plain { get; private set; } = null!;

    /// <summary>The key of a session in Redis.</summary>
    public static RedisKey KeyOf(string id) =>
        $"{Prefix}s:{{{ExpiryShards.Of(id):x2}}}{id.Replace(":", "%3A", StringComparison.Ordinal)}";

    /// <summary>A host of its own with the fixture's keys, in their folder unless said otherwise.</summary>
    public async Task<IServiceProvider> StartAsync(
        Action<IDataProtectionBuilder>? keep = null, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSessionStore(Join);
        builder.Services.AddSessionEncryption();
        var protection = builder.Services.AddDataProtection().SetApplicationName("basket");
        (keep ?? (keys => keys.PersistKeysToFileSystem(_keys)))(protection);
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        _hosts.Add(host);
        return host.Services;
    }

    /// <summary>Makes a client of the silo.</summary>
    public void Join(SessionStoreOptions options)
    {
        (options.Backend, options.RedisUrl, options.Prefix, options.Hosting) =
            (SessionBackend.Redis, _redis.Url, Prefix, SessionStoreHosting.Client);
    }

    /// <summary>Makes a silo of the cluster.</summary>
    public void Carry(SessionStoreOptions options)
    {
        Join(options);
        (options.SiloPort, options.GatewayPort) = FreePort.TakeTwo();
        options.Hosting = SessionStoreHosting.Embedded;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await _redis.ConnectAsync();
        var options = new SessionStoreOptions();
        Carry(options);
        Plain = await SessionStoreFactory.CreateAsync(options);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await Plain.DisposeAsync();
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
        _keys.Delete(recursive: true);
    }
}
