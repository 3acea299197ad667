using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using SessionOrleans.Mcp.Subscriptions;
using SessionOrleans.Mcp.Tests.Binding;

namespace SessionOrleans.Mcp.Tests.Subscriptions;

/// <summary>Subscriptions where one connection carries all, as over stdio, and how they are registered.</summary>
public sealed class McpSubscriptionStdioTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Fact]
    public async Task Listen_ToolIsAdded_IsToldWithTheIdOfTheRequest()
    {
        await using var server =
            await InProcessServer.StartAsync(memory.Store, builder => builder.WithTools<TallyTools>().WithSessionStoreSubscriptions());
        var acknowledged = new TaskCompletionSource<JsonRpcNotification>(TaskCreationOptions.RunContinuationsAsynchronously);
        var heard = new TaskCompletionSource<JsonRpcNotification>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var one = server.Client.RegisterNotificationHandler(
            NotificationMethods.SubscriptionsAcknowledgedNotification, (ack, _) => Keep(acknowledged, ack));
        await using var two =
            server.Client.RegisterNotificationHandler(NotificationMethods.ToolListChangedNotification, (change, _) => Keep(heard, change));
        using var leaving = new CancellationTokenSource();
        var listening = server.Client.SendRequestAsync(
            new JsonRpcRequest
            {
                Method = RequestMethods.SubscriptionsListen,
                Params = JsonSerializer.SerializeToNode(
                    new SubscriptionsListenRequestParams
                    {
                        Notifications = new() { ToolsListChanged = true, ResourceSubscriptions = ["basket://1"] },
                    },
                    McpJsonUtilities.DefaultOptions),
            },
            leaving.Token);

        var ack = await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(30));
        server.Services.GetRequiredService<IOptions<McpServerOptions>>().Value.ToolCollection!.Add(
            McpServerTool.Create(() => "", new() { Name = "late" }));
        var change = await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("""{"toolsListChanged":true}""", ack.Params!["notifications"]!.ToJsonString());
        Assert.NotNull(IdOf(ack));
        Assert.Equal(IdOf(ack), IdOf(change));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task Listen_RequestPaddedBesideItsUris_IsRefused()
    {
        await using var server =
            await InProcessServer.StartAsync(memory.Store, builder => builder.WithTools<TallyTools>().WithSessionStoreSubscriptions());
        var padded = new JsonRpcRequest
        {
            Method = RequestMethods.SubscriptionsListen,
            Params = new JsonObject
            {
                ["notifications"] = new JsonObject { ["toolsListChanged"] = true },
                ["_meta"] = new JsonObject { ["padding"] = new string('x', 200_000) },
            },
        };

        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => server.Client.SendRequestAsync(padded));

        Assert.Contains("characters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithSessionStoreSubscriptions_OwnHandler_Stays()
    {
        McpRequestHandler<SubscriptionsListenRequestParams, EmptyResult> own = (_, _) => new(new EmptyResult());
        using var services = new ServiceCollection().AddLogging().AddSingleton(memory.Store)
            .AddMcpServer().WithSubscriptionsListenHandler(own).WithSessionStoreSubscriptions().Services.BuildServiceProvider();

        Assert.Same(own, services.GetRequiredService<IOptions<McpServerOptions>>().Value.Handlers.SubscriptionsListenHandler);
    }

    [Fact]
    public void WithSessionStoreSubscriptions_ServerWithoutResources_SaysNothingOfThem()
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(memory.Store)
            .AddMcpServer().WithTools<TallyTools>().WithSessionStoreSubscriptions().Services.BuildServiceProvider();

        Assert.Null(services.GetRequiredService<IOptions<McpServerOptions>>().Value.Capabilities?.Resources);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void Options_OutOfTheirLimits_AreNamed(int resources)
    {
        var validator = new SessionSubscriptionOptionsValidator();

        Assert.Contains(nameof(SessionSubscriptionOptions.MaxResources), validator.Validate(
            null, new() { MaxResources = resources }).FailureMessage, StringComparison.Ordinal);
        Assert.True(validator.Validate(null, new()).Succeeded);
    }

    [Fact]
    public void Topics_OfOneResource_DifferByOwner()
    {
        string[] topics =
        [
            ChangeTopics.Resource("a", null), ChangeTopics.Resource("a", ""), ChangeTopics.Resource("a", "b"),
            ChangeTopics.Resource("b", null), ChangeTopics.ResourceForAll("a"), ChangeTopics.ResourceForAll("b"),
            ChangeTopics.ResourceList, ChangeTopics.ToolList, ChangeTopics.PromptList,
        ];

        Assert.Equal(topics.Length, topics.Distinct().Count());
    }

    private static ValueTask Keep(TaskCompletionSource<JsonRpcNotification> kept, JsonRpcNotification notification)
    {
        kept.TrySetResult(notification);
        return default;
    }

    private static string? IdOf(JsonRpcNotification notification) =>
        ((notification.Params as JsonObject)?["_meta"] as JsonObject)?[MetaKeys.SubscriptionId]?.ToJsonString();
}
