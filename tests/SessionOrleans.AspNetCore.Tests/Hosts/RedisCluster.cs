namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>Two silos on a Redis of their own.</summary>
public sealed class RedisCluster : Cluster
{
    private readonly List<ISessionStore> _silos = [];
    private RedisServer _redis = null!;

    /// <inheritdoc/>
    public override void Join(SessionStoreOptions options)
    {
        options.Backend = SessionBackend.Redis;
        options.RedisUrl = _redis.Url;
        options.Prefix = Prefix;
        options.Hosting = SessionStoreHosting.Client;
    }

    /// <inheritdoc/>
    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        await StartSiloAsync();
        await StartSiloAsync();
        Store = _silos[0];
    }

    /// <summary>The Redis, to be paused.</summary>
    public RedisServer Redis => _redis;

    /// <summary>Puts other silos in the place of those that run.</summary>
    public async Task ReplaceSilosAsync()
    {
        var old = _silos.ToList();
        _silos.Clear();
        await StartSiloAsync();
        Store = _silos[0];
        foreach (var silo in old)
            await silo.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task StopAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private async Task StartSiloAsync()
    {
        var options = new SessionStoreOptions { SiloPort = FreePort.Take(), GatewayPort = FreePort.Take() };
        Join(options);
        options.Hosting = SessionStoreHosting.Embedded;
        _silos.Add(await SessionStoreFactory.CreateAsync(options));
    }
}
