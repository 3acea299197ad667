using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>
/// Puts what a server tells the client of a session outside of its calls, or after them, into the outbox: the client's stream may be open
/// on another host. Where there is no outbox, the SDK does what it does without a stream. Thread-safe.
/// </summary>
internal sealed class UnsolicitedMessages(Outbox outbox) : IPostConfigureOptions<McpServerOptions>
{
    private readonly ConditionalWeakTable<ITransport, object> _answered = [];

    public void PostConfigure(string? name, McpServerOptions options) => options.Filters.Message.OutgoingFilters.Add(Outgoing);

    private McpMessageHandler Outgoing(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        var message = context.JsonRpcMessage;
        var call = message.Context?.RelatedTransport;
        var isOfACall = call is not null && !_answered.TryGetValue(call, out _);
        if (context.Server.SessionId is { } sessionId && !isOfACall && message is JsonRpcRequest or JsonRpcNotification
            && await outbox.AddAsync(sessionId, message, cancellationToken))
            return;

        await next(context, cancellationToken);
        if (call is not null && message is JsonRpcResponse or JsonRpcError)
            _answered.AddOrUpdate(call, this);
    };
}
