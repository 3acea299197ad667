using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Deployment.Kubernetes;

/// <summary>The silo, started with what deploy/kubernetes gives its container, and asked as the kubelet asks.</summary>
public sealed class SiloPodTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task Silo_WithThePodsVariables_IsReadyLiveAndStopsWithinItsGrace()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silo = await StartAsync(redis.Url);

        await AnswersItsProbesAsync(silo);

        var before = TimeProvider.System.GetTimestamp();
        await silo.Process.SignalAsync("TERM");
        Assert.Equal(0, await silo.Process.EndAsync());
        var grace = TimeSpan.FromSeconds(Manifests.Silos.Spec.Template.Spec.TerminationGracePeriodSeconds!.Value);
        Assert.True(TimeProvider.System.GetElapsedTime(before) < grace, "It would have been killed.");
    }

    /// <summary>And without that component it does not trust Redis.</summary>
    [Fact]
    public async Task Silo_WithTheAuthorityOfRedis_ReachesItOverTls()
    {
        var port = FreePort.Take();
        var (certificate, key) = _authority.Issue("redis", server: true, client: false);
        await using var redis = await RedisServer.StartAsync(
            "--tls-port", $"{port}", "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", _authority.AuthorityFile,
            "--tls-auth-clients", "no");
        var url = $"rediss://localhost:{port}";
        var variable = Manifests.Patch("redis-authority").Spec.Template.Spec.Containers.Single().Env.Single().Name;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(url));
        Assert.Contains("certificate", refused.Message, StringComparison.OrdinalIgnoreCase);
        await using var silo = await StartAsync(url, (variable, _authority.AuthorityFile));

        await AnswersItsProbesAsync(silo);
    }

    public void Dispose() => _authority.Dispose();

    private static async Task AnswersItsProbesAsync(Pod silo)
    {
        using var http = new HttpClient();
        foreach (var probe in new[] { Manifests.Silo.ReadinessProbe, Manifests.Silo.LivenessProbe })
        {
            Assert.Equal("http", probe.HttpGet.Port.Value);
            using var answer = await http.GetAsync(new Uri(silo.Http, probe.HttpGet.Path));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        foreach (var port in new[] { silo.SiloPort, silo.GatewayPort })
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, port);
        }
    }

    /// <summary>Ports and addresses of this machine take the place of the pod's.</summary>
    private static async Task<Pod> StartAsync(string redisUrl, params (string Name, string? Value)[] more)
    {
        var (siloPort, gatewayPort, httpPort) = (FreePort.Take(), FreePort.Take(), FreePort.Take());
        var http = $"http://127.0.0.1:{httpPort}";
        var variables = Manifests.Settings.Data.Select(pair => (pair.Key, (string?)pair.Value)).Concat(
            Manifests.Silo.Env.Select(variable => (variable.Name, variable.Name switch
            {
                "SessionStore__RedisUrl" => redisUrl,
                "SessionStore__AdvertisedAddress" => "127.0.0.1",
                "SessionStore__SiloPort" => $"{siloPort}",
                "SessionStore__GatewayPort" => $"{gatewayPort}",
                "ASPNETCORE_URLS" => http,
                _ => (string?)variable.Value,
            })));
        var (process, _) = await ChildProcess.StartAsync(
            Repository.Silo, "SessionOrleans silo is ready", [("REDIS_URL", null), ("DOTNET_ENVIRONMENT", null), .. variables, .. more]);
        return new(process, siloPort, gatewayPort, new(http));
    }

    private sealed record Pod(ChildProcess Process, int SiloPort, int GatewayPort, Uri Http) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
