using Microsoft.Extensions.Options;
using SessionOrleans.Mcp.Tests.Binding;

namespace SessionOrleans.Mcp.Tests.Hosting;

public sealed class McpRegistrationTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Fact]
    public async Task WithSessionStore_NoneRegistered_BringsAStoreOfItsOwn()
    {
        await using var server = await InProcessServer.StartAsync(store: null, builder => builder
            .WithSessionStore(options =>
            {
                options.Backend = SessionBackend.Memory;
                options.Prefix = $"mcp-registration-{Guid.NewGuid():N}:";
            })
            .WithTools<TallyTools>());

        var opened = await server.Client.CallToolAsync("open");

        Assert.Contains("tally_", opened.Text(), StringComparison.Ordinal);
        Assert.Equal(SessionStoreHosting.Embedded, server.Services.GetRequiredService<ISessionStore>().Status.Hosting);
    }

    [Fact]
    public void WithSessionStore_StoreRegistered_UsesThat()
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(memory.Store)
            .AddMcpServer().WithSessionStore().Services.BuildServiceProvider();

        Assert.Same(memory.Store, services.GetRequiredService<ISessionStore>());
    }

    [Fact]
    public void WithSessionStore_ClientRegistered_AddsNoSiloAndKeepsTheOptions()
    {
        var services = new ServiceCollection().AddSessionStoreClient(options => options.Prefix = "client:");
        var before = services.ToList();

        services.AddMcpServer().WithSessionStore(options => options.DefaultTimeToLive = TimeSpan.FromMinutes(3));

        Assert.Single(services, service => service.ServiceType == typeof(ISessionStore));
        Assert.All(before, service => Assert.Contains(service, services));
        using var provider = services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(
            new Microsoft.Extensions.Configuration.ConfigurationManager()).BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value;
        Assert.Equal(("client:", TimeSpan.FromMinutes(3)), (options.Prefix, options.DefaultTimeToLive));
    }

    [Fact]
    public void WithSessionStore_Twice_AddsItsFiltersOnce()
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(memory.Store)
            .AddMcpServer().WithSessionStore().WithSessionStore().Services.BuildServiceProvider();

        var filters = services.GetRequiredService<IOptions<McpServerOptions>>().Value.Filters;

        Assert.Single(filters.Message.IncomingFilters);
        Assert.Equal(2, filters.Request.CallToolFilters.Count); // One answers errors, one binds sessions.
        Assert.Single(filters.Request.ListToolsFilters);
    }

    [Fact]
    public async Task Start_ToolWhoseSessionHasNoKind_FailsWithTheFix()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore().WithTools<KindlessTools>()));

        Assert.Contains("[SessionKind(", error.Message, StringComparison.Ordinal);
        Assert.Contains("Kindless", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithSessionStore_ContainerThatChecksItsServices_Builds()
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(memory.Store)
            .AddMcpServer().WithSessionStore().WithTools<TallyTools>().Services
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotEmpty(services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!);
    }

    [Fact]
    public void WithSessionStore_NullBuilder_Throws() =>
        Assert.Throws<ArgumentNullException>(() => SessionStoreMcpServerBuilderExtensions.WithSessionStore(null!));

    private sealed class Kindless;

    private sealed class KindlessTools
    {
        [McpServerTool]
        public static string Kindless(ToolSession<Kindless> session) => session.Handle;
    }
}
