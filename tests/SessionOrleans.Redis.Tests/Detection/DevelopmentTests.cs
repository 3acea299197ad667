using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SessionOrleans.Hosting;

namespace SessionOrleans.Detection;

/// <summary>Who says that this is development, and that a store hears it. One at a time: the environment is the process's.</summary>
public sealed class DevelopmentTests
{
    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("development", null, true)]
    [InlineData(null, "Development", true)]
    [InlineData("Production", "Development", false)]
    [InlineData("Staging", null, false)]
    [InlineData(null, null, false)]
    public void IsOnByEnvironment_Variables_DecideAsInAHost(string? dotnet, string? aspNetCore, bool expected)
    {
        using var environment = Set(dotnet, aspNetCore);

        Assert.Equal(expected, Development.IsOnByEnvironment());
    }

    [Fact]
    public void IsOn_Host_WinsOverTheEnvironment()
    {
        using var environment = Set("Development", null);
        using var host = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" }).Build();
        using var none = new ServiceCollection().BuildServiceProvider();

        Assert.False(Development.IsOn(host.Services));
        Assert.True(Development.IsOn(none));
    }

    [Fact]
    public async Task Create_NamedAndNotAnsweringInDevelopment_StartsOnMemoryAndWarnsOnce()
    {
        using var environment = Set("Development", null);
        var log = new LogBook();

        await using var store = await SessionStoreFactory.CreateAsync(new() { RedisUrl = WithPassword() }, log);
        await store.SetAsync("detection-1", "kept");

        Assert.Equal("kept", (await store.GetAsync<string>("detection-1"))?.Value);
        Assert.Equal((SessionBackend.Memory, true), (store.Status.Backend, store.Status.IsFallback));
        Assert.Single(log.Of(LogLevel.Warning), warning => warning.Contains("falls back to Memory", StringComparison.Ordinal));
        Secret.AssertAbsent("SeCrEt", store.Status.Reason + log.All);
    }

    [Fact]
    public async Task Create_NamedAndNotAnsweringWithoutAnEnvironment_FailsAndSaysWhatToDo()
    {
        using var environment = Set(null, null);

        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateAsync(new() { RedisUrl = WithPassword() }));

        Assert.Contains("Nothing listens", exception.Message, StringComparison.Ordinal);
        Secret.AssertAbsent("SeCrEt", exception.ToString());
    }

    [Fact]
    public async Task AddSessionStore_NamedAndNotAnsweringInADevelopmentHost_StartsOnMemory()
    {
        using var environment = Set(null, null);
        using var host = HostOf("Development");

        await host.StartAsync();

        Assert.True(host.Services.GetRequiredService<ISessionStore>().Status.IsFallback);
        await host.StopAsync();
    }

    [Fact]
    public async Task AddSessionStore_NamedAndNotAnsweringInAProductionHost_DoesNotStart()
    {
        using var host = HostOf("Production");

        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => host.StartAsync());
    }

    private static IHost HostOf(string environment)
    {
        var builder =
            new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true });
        builder.Services.AddSessionStore(options => options.RedisUrl = WithPassword());
        return builder.Build();
    }

    private static string WithPassword() => Chosen.Nowhere().Replace("://", "://:SeCrEt@", StringComparison.Ordinal);

    private static EnvironmentVariables Set(string? dotnet, string? aspNetCore) =>
        new(("DOTNET_ENVIRONMENT", dotnet), ("ASPNETCORE_ENVIRONMENT", aspNetCore));
}
