using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Silo;

/// <summary>The silo as it is run: its line, its health, its end.</summary>
public sealed class SiloProcessTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Silo_RunAndTerminated_IsReadyOnceItsLineIsPrintedAndExitsCleanly()
    {
        await using var silo = await SiloProcess.StartAsync(("SessionStore__Backend", "Memory"));

        var ready = await Http.GetAsync(silo.Health);
        var live = await Http.GetAsync(new Uri(silo.Health, "/health/live"));
        var exitCode = await silo.TerminateAsync();

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("""{"status":"Healthy"}""", await ready.Content.ReadAsStringAsync());
        Assert.Equal(0, exitCode);
        Assert.Single(silo.Output.Split('\n'), line => line.StartsWith("SessionOrleans silo", StringComparison.Ordinal));
        Assert.DoesNotContain("did not stop as it should", silo.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionStore__SiloPort", "{0}", "SessionStoreOptions.SiloPort")]
    [InlineData("SessionStore__GatewayPort", "{0}", "SessionStoreOptions.GatewayPort")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:{0}", "ASPNETCORE_URLS")]
    public async Task PortTakenUnnamed_AnyOfTheSilosPorts_IsNamedWithTheFix(string name, string value, string fix)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = $"{((IPEndPoint)other.LocalEndpoint).Port}";

        var (exitCode, errors) = await SiloProcess.RunAsync(
            ("SessionStore__Backend", "Memory"), (name, value.Replace("{0}", port, StringComparison.Ordinal)));

        Assert.Equal(1, exitCode);
        Assert.Contains(port, errors, StringComparison.Ordinal);
        Assert.Contains(fix, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionStore__LockLease", "00:00:00.5", "1 second to 10 minutes")]
    [InlineData("SessionStore__DefaultTimeToLive", "3600", "01:00:00")]
    [InlineData("SessionStore__Redis", "redis://localhost", "did you mean RedisUrl?")]
    public async Task Start_BadOptions_SaysTheFixAndExits(string name, string value, string fix)
    {
        var (exitCode, errors) = await SiloProcess.RunAsync((name, value));

        Assert.Equal(1, exitCode);
        Assert.Contains(fix, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
