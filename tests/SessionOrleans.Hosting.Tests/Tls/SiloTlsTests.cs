namespace SessionOrleans.Tls;

/// <summary>Silos that speak TLS to each other, over Redis.</summary>
public sealed class SiloTlsTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private RedisServer _redis = null!;

    [Fact]
    public async Task Silos_WithCertificatesOfOneAuthority_AreOneCluster()
    {
        await using var one = await SessionStoreFactory.CreateAsync(Options(_authority.Options("silo-1", server: true, client: true)));
        await using var other = await SessionStoreFactory.CreateAsync(Options(_authority.Options("silo-2", server: true, client: true)));
        var options = Options(_authority.Options("client", server: false, client: true));
        options.Hosting = SessionStoreHosting.Client;
        await using var client = await SessionStoreFactory.CreateAsync(options);

        // Enough of them that each silo has some.
        var ids = Enumerable.Range(0, 20).Select(number => $"tls-silos-{number}").ToList();
        await Task.WhenAll(ids.Select(id => one.SetAsync(id, id)));

        foreach (var id in ids)
        {
            Assert.Equal(id, (await other.GetAsync<string>(id))?.Value);
            Assert.Equal(id, (await client.GetAsync<string>(id))?.Value);
        }
    }

    [Fact]
    public async Task Silo_WithAClientsCertificate_SaysSo()
    {
        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateAsync(Options(_authority.Options("client", server: false, client: true))));

        Assert.Contains("server and client authentication", refused.Message, StringComparison.Ordinal);
    }

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        _authority.Dispose();
    }

    private SessionStoreOptions Options(SessionTlsOptions? tls)
    {
        var (siloPort, gatewayPort) = FreePort.TakeTwo();
        return new()
        {
            Backend = SessionBackend.Redis, RedisUrl = _redis.Url, Prefix = "tls:", SiloPort = siloPort, GatewayPort = gatewayPort,
            Tls = tls,
        };
    }
}
