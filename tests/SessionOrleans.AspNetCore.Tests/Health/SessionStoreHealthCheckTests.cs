using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SessionOrleans.AspNetCore.Tests.Health;

public sealed class SessionStoreHealthCheckTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private static readonly SessionStoreStatus OnRedis =
        new(SessionBackend.Redis, SessionStoreHosting.Embedded, "Redis answers.", IsFallback: false);

    [Fact]
    public async Task Check_StoreThatAnswers_IsHealthyOverHttp()
    {
        await using var host = await WebHost.StartAsync(
            cluster, services => services.AddHealthChecks().AddSessionStore(), app => app.MapHealthChecks("/health"));
        using var client = new HttpClient();

        Assert.Equal("Healthy", await client.GetStringAsync(new Uri(host.Url, "/health")));
    }

    [Fact]
    public async Task Check_StoreOnRedis_SaysOnWhat()
    {
        var report = await CheckAsync(StubStore.Create(OnRedis));

        Assert.Equal((HealthStatus.Healthy, "Redis answers."), (report.Status, report.Description));
        Assert.Equal(("Redis", "Embedded"), (report.Data["backend"], report.Data["hosting"]));
    }

    [Fact]
    public async Task Check_StoreOnAFallback_IsDegraded()
    {
        var report =
            await CheckAsync(StubStore.Create(new(SessionBackend.Memory, SessionStoreHosting.Embedded, "No Redis.", IsFallback: true)));

        Assert.Equal((HealthStatus.Degraded, "No Redis."), (report.Status, report.Description));
    }

    [Fact]
    public async Task Check_StoreThatDoesNotAnswer_IsUnhealthy()
    {
        var report = await CheckAsync(StubStore.Create(OnRedis, new SessionStoreUnavailableException("No answer.")));

        Assert.Equal((HealthStatus.Unhealthy, "No answer."), (report.Status, report.Description));
    }

    [Fact]
    public async Task Check_StoreThatDoesNotAnswer_CountsAsTold()
    {
        var report = await CheckAsync(StubStore.Create(OnRedis, new SessionStoreUnavailableException("No answer.")), HealthStatus.Degraded);

        Assert.Equal(HealthStatus.Degraded, report.Status);
    }

    [Fact]
    public async Task Check_StoreThatIsNotStarted_IsUnhealthy()
    {
        await using var services =
            new ServiceCollection().AddLogging().AddSessionStoreClient(cluster.Join).AddHealthChecks().AddSessionStore().Services
            .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationManager())
            .BuildServiceProvider();

        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    private static async Task<HealthReportEntry> CheckAsync(ISessionStore store, HealthStatus? failureStatus = null)
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(store)
            .AddHealthChecks().AddSessionStore(failureStatus: failureStatus).Services.BuildServiceProvider();
        return (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["session-store"];
    }
}
