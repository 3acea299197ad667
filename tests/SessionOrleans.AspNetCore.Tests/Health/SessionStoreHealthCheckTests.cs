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
    public async Task Check_StoreWhoseMemoryIsNearlyFull_IsDegradedInPlainWords()
    {
        // Any process uses more than a millionth of what there is.
        await using var store = await SessionStoreFactory.CreateMemoryAsync(new() { MemoryHighWaterMark = 0.000_001 });

        await Until.TrueAsync(async () => (await CheckAsync(store)).Status is HealthStatus.Degraded, what: "degraded");

        var report = await CheckAsync(store);
        Assert.StartsWith("The memory of this process is", report.Description, StringComparison.Ordinal);
        Assert.Contains("not signed in cannot create sessions", report.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_RedisThatRefusesWrites_IsDegradedAndSaysWhyAndSinceWhen()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Redis, RedisUrl = redis.Url });
        await using var operators = await redis.ConnectAsync();
        await operators.GetDatabase().ExecuteAsync("CONFIG", "SET", "min-replicas-to-write", "1");

        var report = await CheckAsync(store);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Matches(@"^Writes are refused since \d\d:\d\d:\d\d UTC\. Redis refuses writes while too few replicas", report.Description!);
    }

    [Fact]
    public async Task Check_AskedAgainAndAgain_AsksForFewIds()
    {
        var store = StubStore.Create(OnRedis);
        for (var i = 0; i < 200; i++)
            await CheckAsync(store);

        Assert.InRange(StubStore.AskedOf(store).Distinct().Count(), 1, 64);
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
