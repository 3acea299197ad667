namespace SessionOrleans.Contract;

/// <summary>Embedded silos over one Redis of their own; each store that is opened has a prefix, and so a cluster, of its own.</summary>
public sealed class RedisFixture : StoreFixture
{
    private RedisServer _redis = null!;

    public override SessionBackend Backend => SessionBackend.Redis;

    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _redis.DisposeAsync();
    }

    protected override Task<ISessionStore> OpenAsync(SessionStoreOptions options)
    {
        options.RedisUrl = _redis.Url;
        options.Backend = SessionBackend.Redis;
        return SessionStoreFactory.CreateAsync(options);
    }
}
