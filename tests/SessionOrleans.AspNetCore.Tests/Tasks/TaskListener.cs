using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>A client that listens to tasks, and what it was told.</summary>
public sealed class TaskListener : IAsyncDisposable
{
    private readonly Channel<JsonRpcNotification> _heard = Channel.CreateUnbounded<JsonRpcNotification>();
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IAsyncDisposable> _handlers = [];
    private Task _stream = Task.CompletedTask;

    public static TaskListener Start(McpClient client, bool declared, params string[] taskIds)
    {
        var listener = new TaskListener();
        foreach (var method in new[]
        {
            NotificationMethods.SubscriptionsAcknowledgedNotification, "notifications/tasks", "notifications/tasks/status",
        })
            listener._handlers.Add(client.RegisterNotificationHandler(method, (heard, _) => listener._heard.Writer.WriteAsync(heard)));
        listener._stream = client.RequestAsync(
            RequestMethods.SubscriptionsListen,
            new()
            {
                ["notifications"] = new JsonObject { ["taskIds"] = new JsonArray([.. taskIds.Select(id => JsonValue.Create(id))]) },
            },
            declared,
            listener._leaving.Token);
        return listener;
    }

    /// <summary>The next notification's method and parameters; throws what the request was refused with.</summary>
    public async Task<(string Method, JsonNode Parameters)> NextAsync()
    {
        var next = _heard.Reader.ReadAsync().AsTask();
        if (await Task.WhenAny(next, _stream).WaitAsync(TimeSpan.FromSeconds(30)) == _stream)
            await _stream;
        var heard = await next;
        return (heard.Method, heard.Params!);
    }

    /// <summary>Reads on until a task has a status; returns the methods that told so.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(string status)
    {
        var methods = new List<string>();
        while (methods.Count < 2)
        {
            var (method, parameters) = await NextAsync();
            if ((string?)parameters["status"] == status)
                methods.Add(method);
        }

        return methods;
    }

    public async Task LeaveAsync()
    {
        await _leaving.CancelAsync();
        await _stream.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        foreach (var handler in _handlers)
            await handler.DisposeAsync();
    }
}
