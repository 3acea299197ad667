namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Answers <c>resources/subscribe</c> and <c>resources/unsubscribe</c>, of clients before 2026-07-28. Thread-safe.</summary>
/// <param name="options">What clients may listen to.</param>
/// <param name="sessions">Where subscriptions are kept; null: nowhere.</param>
internal sealed class OlderSubscriptions(IOptions<SessionSubscriptionOptions> options, IResourceSubscriptions? sessions)
{
    public async ValueTask<EmptyResult> SubscribeAsync(
        RequestContext<SubscribeRequestParams> context, CancellationToken cancellationToken)
    {
        var uri = context.Params.Uri;
        ListenRefusals.ThrowIfTooMany([uri], options.Value);
        if (uri.Length == 0 || !await MayListenAsync(context, uri, cancellationToken))
            throw new McpProtocolException("This resource cannot be subscribed to.", McpErrorCode.InvalidParams);

        await ChangeAsync(
            known =>
            {
                string[] changed = known.Contains(uri) ? [.. known] : [.. known, uri];
                ListenRefusals.ThrowIfTooMany(changed, options.Value);
                return changed;
            },
            cancellationToken);
        return new();
    }

    public async ValueTask<EmptyResult> UnsubscribeAsync(
        RequestContext<UnsubscribeRequestParams> context, CancellationToken cancellationToken)
    {
        await ChangeAsync(known => [.. known.Where(uri => uri != context.Params.Uri)], cancellationToken);
        return new();
    }

    /// <summary>The rule is the application's, and made for those who listen.</summary>
    private ValueTask<bool> MayListenAsync(
        RequestContext<SubscribeRequestParams> context, string uri, CancellationToken cancellationToken) => new(options.Value.MayListen(
            new(context.Server, context.JsonRpcRequest, new() { Notifications = new() { ResourceSubscriptions = [uri] } })
            {
                Services = context.Services,
            },
            uri,
            cancellationToken).AsTask());

    private async Task ChangeAsync(Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken)
    {
        try
        {
            if (sessions is not null && await sessions.ChangeAsync(change, cancellationToken))
                return;
        }
        catch (SessionStoreException trouble)
        {
            throw new McpException(trouble.Message, trouble);
        }

        // The capability is the same for clients of all revisions, and the SDK would tell the earlier ones that they had subscribed.
        throw new McpProtocolException(
            "Subscriptions need revision 2026-07-28 of the protocol and subscriptions/listen, or a session with the server.",
            McpErrorCode.MethodNotFound);
    }
}
