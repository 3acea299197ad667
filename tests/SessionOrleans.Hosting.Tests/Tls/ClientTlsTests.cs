using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Hosting;

namespace SessionOrleans.Tls;

/// <summary>Clients of a silo that has TLS.</summary>
public sealed class ClientTlsTests(SecureSilo silo) : IClassFixture<SecureSilo>
{
    [Fact]
    public async Task Client_WithACertificateOfTheAuthority_IsServed()
    {
        await using var store =
            await SessionStoreFactory.CreateAsync(silo.Client(silo.Authority.Options("client", server: false, client: true)));

        await store.SetAsync("tls-1", "over TLS");

        Assert.Equal("over TLS", (await store.GetAsync<string>("tls-1"))?.Value);
    }

    [Fact]
    public async Task Client_WithoutTls_IsRefusedAndToldOfIt()
    {
        var refused = await RefusedAsync(tls: null);

        Assert.Contains("SessionStoreOptions.Tls", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_OfAForeignAuthority_IsRefused()
    {
        // It trusts the silo; the silo does not trust it.
        var tls = silo.Foreign.Options("foreign", server: true, client: true);
        tls.AuthorityPath = silo.Authority.AuthorityFile;

        Assert.Contains("SessionStoreOptions.Tls", (await RefusedAsync(tls)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ThatDoesNotTrustTheSilo_DoesNotTalkToIt()
    {
        var tls = silo.Authority.Options("doubting", server: false, client: true);
        tls.AuthorityPath = silo.Foreign.AuthorityFile;

        await RefusedAsync(tls);
    }

    [Fact]
    public async Task Client_CertificateForServersOnly_SaysSo()
    {
        var refused = await RefusedAsync(silo.Authority.Options("server-only", server: true, client: false));

        Assert.Contains("client authentication", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SiloPort_ForeignOrClientsCertificate_IsRefusedAndLogged()
    {
        await using var redis = await RedisServer.StartAsync();
        var own = new SecureSilo { RedisUrl = redis.Url };
        await own.InitializeAsync();
        using var client = Load(own.Authority.Issue("client", server: false, client: true));
        using var foreign = Load(own.Foreign.Issue("foreign", server: true, client: true));

        Assert.False(await IsLetInAsync(own.SiloPort, client));
        Assert.False(await IsLetInAsync(own.SiloPort, foreign));

        var log = await own.EndAsync();
        Assert.Contains($"(NotValidForUsage); its thumbprint is {client.Thumbprint}", log, StringComparison.Ordinal);
        Assert.Contains($"its thumbprint is {foreign.Thumbprint}", log, StringComparison.Ordinal);
        await own.DisposeAsync();
    }

    private static X509Certificate2 Load((string Certificate, string Key) files) =>
        X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);

    private static async Task<bool> IsLetInAsync(int port, X509Certificate2 certificate)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [certificate] });
            return await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Until.Hang) > 0;
        }
        catch (Exception refusal) when (refusal is IOException or AuthenticationException)
        {
            return false;
        }
    }

    private async Task<SessionStoreUnavailableException> RefusedAsync(SessionTlsOptions? tls)
    {
        await using var link =
            new ClientLink(silo.Client(tls), NullLoggerFactory.Instance, configure: null, connectWithin: TimeSpan.FromSeconds(1));
        return await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => link.StartAsync(CancellationToken.None));
    }
}
