using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol;

namespace SessionOrleans.Mcp.Tests.Hosting;

/// <summary>An application wraps the store: tasks and subscriptions work over what it made of it.</summary>
public sealed class McpDecoratedStoreTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Fact]
    public async Task TaskAndSubscription_FactoryStoreWrapped_WorkOverTheWrapper()
    {
        var store = new CountingStore(memory.Store);
        await using var server = await InProcessServer.StartAsync(store, Configure);

        await AssertWorksAsync(server, store);
    }

    [Fact]
    public async Task TaskAndSubscription_RegisteredStoreWrapped_WorkOverTheWrapper()
    {
        await using var server = await InProcessServer.StartAsync(null, builder =>
        {
            builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
            var registered = builder.Services.Single(service => service.ServiceType == typeof(ISessionStore));
            builder.Services.Replace(ServiceDescriptor.Singleton<ISessionStore>(
                provider => new CountingStore((ISessionStore)registered.ImplementationFactory!(provider))));
            Configure(builder);
        });

        await AssertWorksAsync(server, Assert.IsType<CountingStore>(server.Services.GetRequiredService<ISessionStore>()));
    }

    [Fact]
    public async Task RequestStateAndBarrier_StoreWrapped_WorkOverTheWrapper()
    {
        var store = new CountingStore(memory.Store);
        await using var server = await InProcessServer.StartAsync(store, builder => builder.WithSessionStore());
        var protector = server.Services.GetRequiredService<IRequestStateProtector>();

        var text = await protector.SealAsync(new byte[] { 7 }, new byte[32]);
        Assert.Equal([7], await RequestStates.RequestStateHost.Protector(memory.Store).OpenAsync(text, new byte[32]));
        await server.Services.GetRequiredService<ISessionAdministration>().RevokeKeysAsync(new("a test", "to see the wrapper used"));

        Assert.Null(await protector.OpenAsync(text, new byte[32]));
        Assert.NotEqual(0, store.Calls);
    }

    private static void Configure(IMcpServerBuilder builder)
    {
        var hello = McpServerTool.Create(() => "hello", new() { Name = "greet" });
        builder.WithTools([hello]).WithSessionStoreTasks(tasks => tasks.MaxRunningAnonymous = 1).WithSessionStoreSubscriptions();
    }

    private static async Task AssertWorksAsync(InProcessServer server, CountingStore store)
    {
        var task = await server.Client.BeginAsync("greet");
        Assert.Equal("hello", (await server.Client.UntilAsync(task, "completed")).Text);
        Assert.NotEqual(0, store.Calls);

        var granted = Hear(server.Client, NotificationMethods.SubscriptionsAcknowledgedNotification);
        var changed = Hear(server.Client, NotificationMethods.ToolListChangedNotification);
        using var leaving = new CancellationTokenSource();
        var wanted = new SubscriptionsListenRequestParams { Notifications = new() { ToolsListChanged = true } };
        var listening = server.Client.SendRequestAsync(
            new JsonRpcRequest
            {
                Method = RequestMethods.SubscriptionsListen,
                Params = JsonSerializer.SerializeToNode(wanted, McpJsonUtilities.DefaultOptions),
            },
            leaving.Token);
        await granted.WaitAsync(TimeSpan.FromSeconds(30));
        await server.Services.GetRequiredService<IServerChanges>().AnnounceToolListAsync();
        await changed.WaitAsync(TimeSpan.FromSeconds(30));

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private static Task Hear(McpClient client, string method)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.RegisterNotificationHandler(method, (_, _) =>
        {
            heard.TrySetResult();
            return default;
        });
        return heard.Task;
    }
}
