namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>Hosts that carry their silos, on a Redis of their own.</summary>
public sealed class EmbeddedCluster : Cluster
{
    private RedisServer _redis = null!;

    /// <inheritdoc/>
    public override void Join(SessionStoreOptions options)
    {
        options.Backend = SessionBackend.Redis;
        options.RedisUrl = _redis.Url;
        options.Prefix = Prefix;
        options.Hosting = SessionStoreHosting.Embedded;
        options.SiloPort = FreePort.Take();
        options.GatewayPort = FreePort.Take();
    }

    /// <inheritdoc/>
    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        var options = new SessionStoreOptions();
        Join(options);
        Store = await SessionStoreFactory.CreateAsync(options);
    }

    /// <inheritdoc/>
    protected override async Task StopAsync()
    {
        await base.StopAsync();
        await _redis.DisposeAsync();
    }
}
