namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>
/// A listener leaves by cancelling its request, and the SDK logs an answer that it cannot send any more, with a stack trace. So the handler
/// is called with a token that does not fire and gets the real one besides, and its answer is dropped where the listener has left.
/// </summary>
internal static class QuietListeners
{
    private const string Item = "SessionOrleans.Listener";

    public static void AddTo(McpServerOptions server)
    {
        server.Filters.Message.IncomingFilters.Add(next => (context, cancellationToken) =>
        {
            if (context.JsonRpcMessage is not JsonRpcRequest { Method: RequestMethods.SubscriptionsListen })
                return next(context, cancellationToken);
            context.Items[Item] = cancellationToken;
            return next(context, CancellationToken.None);
        });
        server.Filters.Message.OutgoingFilters.Add(next => (context, cancellationToken) =>
            context.JsonRpcMessage is JsonRpcResponse or JsonRpcError
            && context.Items.TryGetValue(Item, out var left) && left is CancellationToken { IsCancellationRequested: true }
                ? Task.CompletedTask : next(context, cancellationToken));
    }

    /// <summary>Fires when the listener leaves.</summary>
    public static CancellationToken TokenOf(MessageContext context, CancellationToken ofHandler) =>
        context.Items.TryGetValue(Item, out var listener) ? (CancellationToken)listener! : ofHandler;
}
