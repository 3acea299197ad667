using Microsoft.Extensions.Hosting;
using SessionOrleans.Mcp.Tasks;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tests.Tasks;

public sealed class McpTaskDisposalTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Fact]
    public async Task ServiceProvider_DisposedSynchronouslyWhileATaskRuns_LeavesItToOthersToFindItFailed()
    {
        var services = Build();
        var tasks = services.GetRequiredService<SessionTasks>();
        var (run, _) = await tasks.BeginAsync("ann", CancellationToken.None);
        await using var others = Build();

        await Task.Run(services.Dispose).WaitAsync(Until.Hang);

        var look = others.GetRequiredService<SessionTasks>();
        await Until.TrueAsync(async () => (await look.GetAsync(run.SessionId, CancellationToken.None))!.IsTerminal);
        Assert.Equal(McpTaskStatus.Failed, (await look.GetAsync(run.SessionId, CancellationToken.None))!.Status);
    }

    [Fact]
    public void ServiceProvider_DisposedSynchronouslyBeforeAnythingRan_Ends()
    {
        var services = Build();
        services.GetRequiredService<SessionTasks>();
        services.Dispose();
    }

    /// <summary>With a store of our own making, which is disposed with its container.</summary>
    [Fact]
    public async Task ServiceProvider_DisposedSynchronouslyWithItsOwnStoreAndTasks_Ends()
    {
        var services = new ServiceCollection().AddLogging().AddMcpServer()
            .WithSessionStore(options => (options.Backend, options.Prefix) = (SessionBackend.Memory, $"mcp-disposal-{Guid.NewGuid():N}:"))
            .WithSessionStoreTasks().Services.BuildServiceProvider();
        foreach (var lifetime in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await lifetime.StartingAsync(CancellationToken.None);
        await services.GetRequiredService<SessionTasks>().BeginAsync("ann", CancellationToken.None);
        var store = services.GetRequiredService<ISessionStore>();

        await Task.Run(services.Dispose).WaitAsync(Until.Hang);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.GetAsync<string>("any"));
    }

    [Fact]
    public void ServicesOfOurs_ThatAreDisposedAsynchronously_AreSynchronouslyToo()
    {
        var made = new ServiceCollection().AddSessionStore().AddMcpServer().WithSessionStore().WithSessionStoreTasks().Services
            .SelectMany(service => (Type?[])[service.ServiceType, service.ImplementationType, service.ImplementationInstance?.GetType()])
            .OfType<Type>().Where(type => type.IsClass)
            .Where(type => type.Assembly.GetName().Name!.StartsWith("SessionOrleans", StringComparison.Ordinal))
            .Where(type => type.IsAssignableTo(typeof(IAsyncDisposable))).ToHashSet();

        Assert.Contains(typeof(TaskRunner), made);
        Assert.All(made, type => Assert.True(type.IsAssignableTo(typeof(IDisposable)), type.Name));
    }

    private ServiceProvider Build() => new ServiceCollection().AddLogging().AddSingleton(memory.Store)
        .AddMcpServer().WithSessionStoreTasks().Services.BuildServiceProvider();
}
