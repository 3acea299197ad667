using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

/// <summary>A client that listens, and what it heard.</summary>
public sealed class Listener : IAsyncDisposable
{
    private static readonly string[] Methods =
    [
        NotificationMethods.ResourceUpdatedNotification,
        NotificationMethods.ResourceListChangedNotification,
        NotificationMethods.ToolListChangedNotification,
        NotificationMethods.PromptListChangedNotification,
    ];

    private readonly McpClient _client;
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<SubscriptionsListenNotifications> _granted =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IAsyncDisposable> _handlers = [];
    private readonly CancellationTokenSource _leaving = new();

    private Listener(McpClient client) => _client = client;

    /// <summary>What the server granted.</summary>
    public SubscriptionsListenNotifications Granted { get; private set; } = null!;

    /// <summary>Ends when the server ends the stream.</summary>
    public Task Stream { get; private set; } = Task.CompletedTask;

    /// <summary>Listens, and returns when the server has said to what, or throws what it refuses with.</summary>
    public static async Task<Listener> StartAsync(McpClient client, SubscriptionsListenNotifications wanted)
    {
        var listener = new Listener(client);
        foreach (var method in Methods)
            listener._handlers.Add(client.RegisterNotificationHandler(method, (heard, _) => listener.HearAsync(heard)));
        listener._handlers.Add(client.RegisterNotificationHandler(NotificationMethods.SubscriptionsAcknowledgedNotification, (ack, _) =>
        {
            listener._granted.TrySetResult(
                ack.Params.Deserialize<SubscriptionsAcknowledgedNotificationParams>(McpJsonUtilities.DefaultOptions)!.Notifications);
            return default;
        }));
        listener.Stream = client.SendRequestAsync(
            new JsonRpcRequest
            {
                Method = RequestMethods.SubscriptionsListen,
                Params = JsonSerializer.SerializeToNode(
                    new SubscriptionsListenRequestParams { Notifications = wanted }, McpJsonUtilities.DefaultOptions),
            },
            listener._leaving.Token);
        await Task.WhenAny(listener._granted.Task, listener.Stream).WaitAsync(TimeSpan.FromSeconds(30));
        if (listener.Stream.IsFaulted)
            await listener.Stream;
        listener.Granted = await listener._granted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return listener;
    }

    /// <summary>Listens to resources.</summary>
    public static Task<Listener> StartAsync(McpClient client, params string[] uris) =>
        StartAsync(client, new SubscriptionsListenNotifications { ResourceSubscriptions = uris });

    /// <summary>The next thing that is heard: a URI, or the method of a list.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await _heard.Reader.ReadAsync(patience.Token);
    }

    /// <summary>What was heard and not read yet.</summary>
    public IReadOnlyList<string> Rest()
    {
        var rest = new List<string>();
        while (_heard.Reader.TryRead(out var heard))
            rest.Add(heard);
        return rest;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Stream.ContinueWith(static _ => { }, TaskScheduler.Default);
        foreach (var handler in _handlers)
            await handler.DisposeAsync();
        await _client.DisposeAsync();
    }

    private ValueTask HearAsync(JsonRpcNotification heard)
    {
        // Which stream it belongs to is part of the message.
        Assert.NotNull(((heard.Params as JsonObject)?["_meta"] as JsonObject)?[MetaKeys.SubscriptionId]);
        return _heard.Writer.WriteAsync((heard.Params as JsonObject)?["uri"]?.GetValue<string>() ?? heard.Method);
    }
}
