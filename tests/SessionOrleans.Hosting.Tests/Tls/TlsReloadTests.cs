using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Hosting;

namespace SessionOrleans.Tls;

/// <summary>Certificates that are replaced while silo and client run.</summary>
public sealed class TlsReloadTests : IDisposable
{
    private readonly TestAuthority _before = new();
    private readonly TestAuthority _after = new();
    private readonly (int Silo, int Gateway) _ports = FreePort.TakeTwo();

    [Fact]
    public async Task Files_Replaced_NewConnectionsUseThemWithoutARestart()
    {
        var siloTls = _before.Options("silo", server: true, client: true);
        var log = new LogBook();
        await using var silo = await SessionStoreFactory.CreateAsync(Options(SessionStoreHosting.Embedded, siloTls), log);
        await using (await ConnectAsync(_before))
        {
        }

        var next = _after.Options("silo", server: true, client: true);
        File.Copy(next.KeyPath!, siloTls.KeyPath!, overwrite: true);
        await using (await ConnectAsync(_before))
            Assert.Contains(
                log.Of(LogLevel.Warning), line => line.Contains("cannot be used, so what was read before", StringComparison.Ordinal));

        File.Copy(next.CertificatePath!, siloTls.CertificatePath!, overwrite: true);
        File.Copy(next.AuthorityPath!, siloTls.AuthorityPath!, overwrite: true);
        await using (await ConnectAsync(_after))
            Assert.Contains(log.Of(LogLevel.Information), line => line.Contains("were read anew", StringComparison.Ordinal));
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => ConnectAsync(_before));
    }

    [Fact]
    public async Task Files_ReplacedInAClient_ItFindsTheSilosThatHaveNewOnes()
    {
        var clientTls = _before.Options("client", server: false, client: true);
        var first = await SessionStoreFactory.CreateAsync(
            Options(SessionStoreHosting.Embedded, _before.Options("silo", server: true, client: true)));
        await using var client = await SessionStoreFactory.CreateAsync(Options(SessionStoreHosting.Client, clientTls));
        await client.SetAsync("reload-1", "before");
        await first.DisposeAsync();
        var next = _after.Options("client", server: false, client: true);
        File.Copy(next.CertificatePath!, clientTls.CertificatePath!, overwrite: true);
        File.Copy(next.KeyPath!, clientTls.KeyPath!, overwrite: true);
        File.Copy(next.AuthorityPath!, clientTls.AuthorityPath!, overwrite: true);

        await using var second = await SessionStoreFactory.CreateAsync(
            Options(SessionStoreHosting.Embedded, _after.Options("silo", server: true, client: true)));

        await Until.TrueAsync(async () => await IsServedAsync(client), TimeSpan.FromSeconds(30), "the client is back");
    }

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    private static async Task<bool> IsServedAsync(ISessionStore client)
    {
        try
        {
            await client.SetAsync("reload-2", "after");
            return true;
        }
        catch (SessionStoreException)
        {
            return false;
        }
    }

    private async Task<ClientLink> ConnectAsync(TestAuthority authority)
    {
        var options = Options(SessionStoreHosting.Client, authority.Options("client", server: false, client: true));
        var link = new ClientLink(options, NullLoggerFactory.Instance, configure: null, connectWithin: TimeSpan.FromSeconds(1));
        try
        {
            await link.StartAsync(CancellationToken.None);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    private SessionStoreOptions Options(SessionStoreHosting hosting, SessionTlsOptions tls) => new()
    {
        Backend = SessionBackend.Memory, Hosting = hosting, SiloPort = _ports.Silo, GatewayPort = _ports.Gateway, Tls = tls,
    };
}
