using SessionOrleans.Hosting;
using SessionOrleans.Servers;
using StackExchange.Redis;

namespace SessionOrleans.Probe;

/// <summary>TLS that is missing on one side, not trusted, or wants to know who asks.</summary>
public sealed class RedisProbeTlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly int _port = FreePort.Take();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Check_TlsWherePlainIsServed_SaysToWriteRedis()
    {
        await using var redis = await RedisServer.StartAsync();

        Probed.AssertUnavailable(await RedisProbe.CheckAsync($"rediss://127.0.0.1:{redis.Port}"), "in the clear", "Write redis://");
    }

    [Fact]
    public async Task Check_PlainWhereTlsIsServed_SaysToWriteRediss()
    {
        await using var redis = await StartAsync();

        Probed.AssertUnavailable(await RedisProbe.CheckAsync($"redis://localhost:{_port}"), "speaks TLS", "Write rediss://");
    }

    [Fact]
    public async Task Check_IssuerUnknown_SaysHowToTrustIt()
    {
        await using var redis = await StartAsync();

        Probed.AssertUnavailable(await RedisProbe.CheckAsync($"rediss://localhost:{_port}"), "is not trusted", "TrustIssuer");
    }

    [Fact]
    public async Task Check_IssuerTrustedByConfigureRedis_IsAvailable()
    {
        await using var redis = await StartAsync();

        var result = await CheckAsync($"rediss://localhost:{_port}", options => options.TrustIssuer(_certificates.AuthorityFile));

        Assert.True(result.IsAvailable, result.Reason);
        Assert.Contains("with TLS", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ClientCertificateWanted_SaysHowToGiveOne()
    {
        await using var redis = await StartAsync(askClients: true);

        var result = await CheckAsync($"rediss://localhost:{_port}", options => options.CertificateValidation += (_, _, _, _) => true);

        Probed.AssertUnavailable(result, "without a client certificate", "SetUserPemCertificate");
    }

    [Fact]
    public async Task Check_ClientCertificateGiven_IsAvailable()
    {
        await using var redis = await StartAsync(askClients: true);

        var result = await CheckAsync($"rediss://localhost:{_port}", options =>
        {
            options.TrustIssuer(_certificates.AuthorityFile);
            options.SetUserPemCertificate(_certificates.CertificateFile, _certificates.KeyFile);
        });

        Assert.True(result.IsAvailable, result.Reason);
    }

    [Fact]
    public async Task Check_CertificateOfAnotherName_IsNotTrusted()
    {
        await using var redis = await StartAsync();

        var result = await RedisProbe.CheckAsync($"rediss://127.0.0.1:{_port}");

        Probed.AssertUnavailable(result, "is not trusted", "TrustIssuer");
    }

    /// <summary>A handshake that loads certificates takes longer than the usual three seconds where all processors are busy.</summary>
    private static Task<RedisProbeResult> CheckAsync(string url, Action<ConfigurationOptions> configure) => RedisProbe.CheckAsync(
        new SessionStoreOptions { RedisUrl = url, ConfigureRedis = configure, Prefix = "tls:" }, timeout: TimeSpan.FromSeconds(30));

    private Task<RedisServer> StartAsync(bool askClients = false) =>
        RedisServer.StartAsync(_certificates.ServerArguments(_port, askClients));
}
