using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SessionOrleans.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>The store in a host.</summary>
public sealed class AddSessionStoreTests
{
    [Fact]
    public async Task StartAsync_OfAnotherHostedService_UsesTheStoreAlready()
    {
        var builder = NewHost();
        // Registered before the store, which still starts first.
        builder.Services.AddHostedService<Visitor>();
        builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
        using var host = builder.Build();

        await host.StartAsync();
        var store = host.Services.GetRequiredService<ISessionStore>();
        Assert.Equal("while starting", (await store.GetAsync<string>(Visitor.Id))?.Value);
        await host.StopAsync();

        Assert.Equal("while starting", Assert.Single(host.Services.GetServices<IHostedService>().OfType<Visitor>()).SeenWhileStopping);
    }

    [Fact]
    public async Task Call_BeforeTheHostStarted_SaysWhenTheStoreStarts()
    {
        var builder = NewHost();
        builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
        using var host = builder.Build();
        var store = host.Services.GetRequiredService<ISessionStore>();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => store.GetAsync<string>("host-1"));

        Assert.Contains("starts with its host", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAsync_OfTheHost_EndsTheStoreAndFreesItsPorts()
    {
        for (var round = 0; round < 2; round++)
        {
            var builder = NewHost();
            builder.Services.AddSessionStore(options =>
            {
                options.Backend = SessionBackend.Memory;
                options.SiloPort = 23_421;
                options.GatewayPort = 23_422;
            });
            using var host = builder.Build();
            await host.StartAsync();
            var store = host.Services.GetRequiredService<ISessionStore>();
            await store.SetAsync("host-2", round);
            await host.StopAsync();

            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => store.GetAsync<int>("host-2"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_OfAContainerThatIsNotAsynchronous_EndsTheStore(bool stopped)
    {
        for (var round = 0; round < 2; round++)
        {
            var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSessionStore(
                options => (options.Backend, options.SiloPort, options.GatewayPort) = (SessionBackend.Memory, 23_425, 23_426));
            var provider = services.BuildServiceProvider();
            var store = provider.GetRequiredService<ISessionStore>();
            var lifetime = provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
            await lifetime.StartingAsync(CancellationToken.None);
            await using var held = await store.LockAsync("host-3");
            if (stopped)
                await lifetime.StoppedAsync(CancellationToken.None);

            provider.Dispose();

            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => store.GetAsync<int>("host-3"));
        }
    }

    /// <summary>It calls no <c>StartingAsync</c>, and neither do test servers on it.</summary>
    [Fact]
    public async Task NotStarted_HostOfBeforeLifecycleServices_StartsTheStoreAllTheSame()
    {
#pragma warning disable ASPDEPR004, ASPDEPR008
        using var server = new TestServer(new WebHostBuilder()
            .ConfigureServices(services => services.AddSessionStore(options => options.Backend = SessionBackend.Memory))
            .Configure(app => app.Run(async context =>
            {
                var store = context.RequestServices.GetRequiredService<ISessionStore>();
                await store.SetAsync("host-4", "kept");
                await context.Response.WriteAsync((await store.GetAsync<string>("host-4"))!.Value!);
            })));
#pragma warning restore ASPDEPR004, ASPDEPR008
        using var client = server.CreateClient();

        Assert.Equal("kept", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact]
    public async Task AddSessionStoreClient_AfterAStoreWasAdded_MakesItAClient()
    {
        var builder = NewHost();
        builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
        builder.Services.AddSessionStoreClient();
        using var host = builder.Build();

        var link = host.Services.GetRequiredService<StoreConnection>();
        Assert.IsType<ClientLink>(link.Choose());
        await ((IAsyncDisposable)host).DisposeAsync();

        builder = NewHost();
        builder.Services.AddSessionStoreClient();
        builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
        using var embedded = builder.Build();
        await embedded.StartAsync();
        Assert.Equal(SessionStoreHosting.Embedded, embedded.Services.GetRequiredService<ISessionStore>().Status.Hosting);
    }

    [Fact]
    public async Task Dispose_WithoutStop_FreesThePorts()
    {
        for (var round = 0; round < 2; round++)
        {
            var builder = NewHost();
            builder.Services.AddSessionStore(options =>
            {
                options.Backend = SessionBackend.Memory;
                options.SiloPort = 23_423;
                options.GatewayPort = 23_424;
            });
            using var host = builder.Build();
            await host.StartAsync();
        }
    }

    [Fact]
    public void AddSessionStore_Twice_AddsOneStoreWithTheOptionsOfBoth()
    {
        var services = new ServiceCollection();

        Assert.Same(
            services, services.AddSessionStore(options => options.Prefix = "both:").AddSessionStore(options => options.Sliding = true));

        Assert.Single(services, service => service.ServiceType == typeof(ISessionStore));
        // The store's life, and the look for other applications.
        Assert.Equal(2, services.Count(service => service.ServiceType == typeof(IHostedService)));
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value;
        Assert.Equal("both:", options.Prefix);
        Assert.True(options.Sliding);
    }

    [Fact]
    public async Task StartAsync_SiloConfiguredByTheUser_HasTheLastWord()
    {
        var seen = new List<string>();
        var builder = NewHost();
        builder.Services.AddSessionStore(
            options => options.Backend = SessionBackend.Memory,
            silo => silo.Configure<SiloOptions>(options => options.SiloName = "mine"));
        builder.Services.AddSessionStore(configureSilo: silo => silo.AddStartupTask((services, _) =>
        {
            seen.Add(services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName);
            return Task.CompletedTask;
        }));
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(["mine"], seen);
    }

    [Theory]
    [InlineData("SessionStore:LockLease", "00:00:00", "1 second to 10 minutes")]
    [InlineData("SessionStore:DefaultTimeToLive", "3600", "01:00:00")]
    public async Task StartAsync_BadOptions_KeepTheHostFromStarting(string setting, string text, string fix)
    {
        var builder = NewHost((setting, text));
        builder.Services.AddSessionStore();
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(fix, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_AnOrleansOfTheApplicationBesideIt_LivesApart()
    {
        var builder = NewHost();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 23_431, gatewayPort: 23_432));
        builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
        using var host = builder.Build();
        await host.StartAsync();

        // A grain of the application's own silo calls the store, from its own turn.
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IVisitingGrain>("visitor");
        var sum = 0;
        for (var visit = 0; visit < 3; visit++)
            sum = await grain.Visit("host-3");

        Assert.Equal(3, sum);
        await host.StopAsync();
    }

    private static HostApplicationBuilder NewHost(params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        return builder;
    }
}
