namespace SessionOrleans.Hostile;

public sealed class RedisHostile(ITestOutputHelper output) : HostileContract(output)
{
    private RedisServer _redis = null!;

    public override async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public override async Task DisposeAsync() => await _redis.DisposeAsync();

    protected override void Configure(SessionStoreOptions options) =>
        (options.Backend, options.RedisUrl) = (SessionBackend.Redis, _redis.Url);

    private protected override async Task<string[]> StoredAsync(OtherSessions others)
    {
        await using var redis = await _redis.ConnectAsync();
        return await Task.WhenAll(others.Free.Concat(others.Locked).Select(async one =>
            Convert.ToHexString((byte[])(await redis.GetDatabase().StringGetAsync(RedisKeys.Of(Prefix, one.Id).Session(one.Id)))!)));
    }
}
