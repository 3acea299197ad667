namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Why a request to listen is refused, in words that name the limit.</summary>
internal static class ListenRefusals
{
    public static void ThrowIfTooLarge(JsonRpcRequest request, SessionSubscriptionOptions options)
    {
        if (request.Params?.ToJsonString().Length > options.MaxRequestLength)
            throw Invalid($"The request has more than {options.MaxRequestLength:N0} characters.");
    }

    public static void ThrowIfTooMany(IReadOnlyCollection<string> uris, SessionSubscriptionOptions options)
    {
        if (uris.Count > options.MaxResources)
        {
            throw Invalid($"One request may listen to {options.MaxResources:N0} resources at most " +
                $"({nameof(SessionSubscriptionOptions.MaxResources)}), and this one names {uris.Count:N0}.");
        }

        if (uris.Any(uri => uri.Length > options.MaxUriLength))
        {
            throw Invalid($"The URI of a resource may have {options.MaxUriLength:N0} characters at most " +
                $"({nameof(SessionSubscriptionOptions.MaxUriLength)}).");
        }
    }

    public static void ThrowIfTooManyTasks(IReadOnlyCollection<string> taskIds, SessionSubscriptionOptions options)
    {
        if (taskIds.Count > options.MaxResources)
        {
            throw Invalid($"One request may listen to {options.MaxResources:N0} tasks at most " +
                $"({nameof(SessionSubscriptionOptions.MaxResources)}), and this one names {taskIds.Count:N0}.");
        }
    }

    public static McpProtocolException NoSlot(SlotLimit reached, SessionSubscriptionOptions options) => new(
        reached switch
        {
            SlotLimit.PerUser => $"You have {options.MaxStreamsPerUser:N0} streams open on this server, which is the most " +
                $"({nameof(SessionSubscriptionOptions.MaxStreamsPerUser)}). Close one first.",
            SlotLimit.Anonymous => $"Callers that did not sign in have {options.MaxAnonymousStreams:N0} streams open on this server, " +
                $"which is the most ({nameof(SessionSubscriptionOptions.MaxAnonymousStreams)}). Sign in, or try again later.",
            _ => $"This server has {options.MaxStreams:N0} streams open, which is the most " +
                $"({nameof(SessionSubscriptionOptions.MaxStreams)}). Try again later.",
        },
        McpErrorCode.InvalidRequest);

    public static McpProtocolException SignInOver() => new("The sign-in is over. Sign in again.", McpErrorCode.InvalidRequest);

    private static McpProtocolException Invalid(string message) => new(message, McpErrorCode.InvalidParams);
}
