using SessionOrleans.Storage;
using StackExchange.Redis;

namespace SessionOrleans.Redis;

/// <summary>A Redis that speaks TLS, of an authority of its own, and asks its clients for certificates.</summary>
public sealed class RedisTlsTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private readonly int _port = FreePort.Take();
    private RedisServer _redis = null!;

    [Fact]
    public async Task Store_WithAuthorityAndCertificate_WorksOverTls()
    {
        var (certificate, key) = _authority.Issue("store", server: false, client: true);
        await using var store = await SessionStoreFactory.CreateAsync(Options(redis =>
        {
            redis.TrustIssuer(_authority.AuthorityFile);
            redis.SetUserPemCertificate(certificate, key);
        }));

        await store.SetAsync("redis-tls", "over TLS");
        await store.UpdateAsync<string>("redis-tls", value => $"{value}, twice");

        Assert.Equal("over TLS, twice", (await store.GetAsync<string>("redis-tls"))?.Value);
        await using var operators = await _redis.ConnectAsync();
        var stored = RedisKeys.Of("redis-tls:", "redis-tls").Session("redis-tls");
        Assert.True(await operators.GetDatabase().KeyExistsAsync(stored));
    }

    [Fact]
    public async Task Store_WithoutItsCertificate_IsRefused() =>
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateAsync(Options(redis => redis.TrustIssuer(_authority.AuthorityFile))));

    [Fact]
    public async Task Store_ThatDoesNotKnowTheAuthority_DoesNotTrustRedis()
    {
        var (certificate, key) = _authority.Issue("store", server: false, client: true);

        await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateAsync(Options(redis => redis.SetUserPemCertificate(certificate, key))));
    }

    public async Task InitializeAsync()
    {
        var (certificate, key) = _authority.Issue("redis", server: true, client: false);
        _redis = await RedisServer.StartAsync(
            "--tls-port", $"{_port}", "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file",
            _authority.AuthorityFile, "--tls-auth-clients", "yes");
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        _authority.Dispose();
    }

    private SessionStoreOptions Options(Action<ConfigurationOptions> configure)
    {
        var (siloPort, gatewayPort) = FreePort.TakeTwo();
        return new()
        {
            Backend = SessionBackend.Redis,
            RedisUrl = $"rediss://localhost:{_port}",
            Prefix = "redis-tls:",
            SiloPort = siloPort,
            GatewayPort = gatewayPort,
            ConfigureRedis = configure,
        };
    }
}
