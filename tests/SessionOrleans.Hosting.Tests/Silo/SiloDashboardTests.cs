using System.Net;
using System.Net.Http.Headers;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace SessionOrleans.Silo;

/// <summary>The Orleans dashboard: for developers, and in production for who brings the token.</summary>
public sealed class SiloDashboardTests
{
    private const string Token = "a-token-of-32-characters-or-more";

    private static readonly HttpClient Http = new();

    private static readonly (string, string) Memory = ("SessionStore__Backend", "Memory");

    [Fact]
    public async Task Dashboard_Development_ShowsTheSilo()
    {
        await using var silo = await SiloProcess.StartAsync(Memory, ("ASPNETCORE_ENVIRONMENT", "Development"));

        var page = await Http.GetAsync(new Uri(silo.Health, "/dashboard/"));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<html", await page.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);

        // It looks at its cluster now and then.
        await Until.TrueAsync(
            async () => (await Http.GetStringAsync(new Uri(silo.Health, "/dashboard/DashboardCounters"))).Contains(
                $":{silo.SiloPort}", StringComparison.Ordinal),
            what: "the silo in the dashboard");
    }

    [Fact]
    public async Task Dashboard_DevelopmentWithoutToken_AnswersThisMachineAlone()
    {
        await using var silo = await SiloProcess.StartAsync(
            Memory, ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://0.0.0.0:0"));

        foreach (var path in (string[])["/dashboard/", "/dashboard/DashboardCounters", "/DASHBOARD/index.min.js"])
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, path));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(silo, path, host: "evil.example"));
            foreach (var address in OtherAddresses())
                Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(silo, path, at: address));
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, "/health/ready", host: "evil.example"));
    }

    [Fact]
    public async Task Dashboard_ProductionWithoutToken_IsNotThere()
    {
        await using var silo = await SiloProcess.StartAsync(Memory);

        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(silo, "/dashboard/"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(silo, "/dashboard/DashboardCounters"));
    }

    [Fact]
    public async Task Dashboard_ProductionWithToken_IsForWhoBringsIt()
    {
        await using var silo = await SiloProcess.StartAsync(Memory, ("SessionStore__Dashboard__Token", Token));

        foreach (var path in (string[])["/dashboard/", "/dashboard/DashboardCounters", "/dashboard/index.min.js"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, path));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, path, new("Bearer", Token[1..])));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(silo, path, new("Basic", "no base64")));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, path, new("Bearer", Token)));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, path, Basic($"anyone:{Token}")));
        }

        Assert.Equal(HttpStatusCode.OK, await AskAsync(silo, "/health/ready"));
    }

    [Fact]
    public async Task Dashboard_TokenTooShort_KeepsTheSiloFromStarting()
    {
        var (exitCode, errors) = await SiloProcess.RunAsync(Memory, ("SessionStore__Dashboard__Token", "short"));

        Assert.Equal(1, exitCode);
        Assert.Contains("SessionStore:Dashboard:Token", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static AuthenticationHeaderValue Basic(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

    /// <summary>Those under which others reach this machine.</summary>
    private static IEnumerable<IPAddress> OtherAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
        .Where(address => address.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));

    private static async Task<HttpStatusCode> AskAsync(
        SiloProcess silo, string path, AuthenticationHeaderValue? authorization = null, string? host = null, IPAddress? at = null)
    {
        var uri = new UriBuilder(new Uri(silo.Health, path)) { Host = at?.ToString() ?? silo.Health.Host }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        (request.Headers.Authorization, request.Headers.Host) = (authorization, host ?? (at is null ? null : "localhost"));
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }
}
