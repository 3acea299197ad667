using Microsoft.Extensions.Logging;
using SessionOrleans.Embedded;
using SessionOrleans.Hosting;
using SessionOrleans.Testing;

namespace SessionOrleans.Tls;

/// <summary>Silos that speak TLS to each other, over Redis, and one that does not.</summary>
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silo_WithoutTlsOrOfAForeignAuthority_IsKeptOut(bool foreign)
    {
        await using var one = await SessionStoreFactory.CreateAsync(Options(_authority.Options("silo-1", server: true, client: true)));
        using var stranger = new TestAuthority();
        using var log = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        await using var intruder = new SiloHost(new SiloSetup(
            Options(foreign ? stranger.Options("intruder", server: true, client: true) : null), TimeProvider.System, loggers));
        using var enough = new CancellationTokenSource();

        var start = intruder.StartAsync(enough.Token);
        await Until.TrueAsync(
            () => Task.FromResult(start.IsCompleted || log.Entries.Any(entry => entry.Message.Contains("does not answer this one", StringComparison.Ordinal))),
            TimeSpan.FromSeconds(30), "kept out");
        Assert.Null(intruder.Silo);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => start);
        await one.SetAsync("tls-kept", "still served");
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
            Backend = SessionBackend.Redis, RedisUrl = _redis.Url, Prefix = "tls:", SiloPort = siloPort, GatewayPort = gatewayPort, Tls = tls,
        };
    }
}
