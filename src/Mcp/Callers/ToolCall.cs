namespace SessionOrleans.Mcp;

/// <summary>
/// The call that is being handled, for what the SDK hands nothing of it: a JSON converter gets the argument's text, a service the
/// container. It comes with the call's own asynchronous flow.
/// </summary>
/// <param name="store">The server's store.</param>
/// <param name="options">Who is who.</param>
/// <param name="budgets">What bounds who calls.</param>
/// <param name="time">The clock.</param>
/// <param name="message">The call. Asked when needed: filters behind ours may still say who calls.</param>
/// <param name="progressToken">Where the caller wants to hear of progress, if it does.</param>
internal sealed class ToolCall(
    ISessionStore store, SessionToolsOptions options, CallerBudgets budgets, TimeProvider time, MessageContext message,
    ProgressToken? progressToken = null)
{
    private static readonly AsyncLocal<ToolCall?> Entered = new();

    /// <summary>The present call; null outside of calls.</summary>
    public static ToolCall? Current => Entered.Value;

    /// <summary>The present call.</summary>
    public static ToolCall Required => Current ?? throw new InvalidOperationException(
        "Sessions of the caller are known only inside a call to a server with a session store. Outside of calls, construct ToolSessions, " +
        "ToolSession<T> or UserSession<T> and say whose they are.");

    public ISessionStore Store => store;

    /// <summary>The store, for what is kept under our own ids.</summary>
    public OwnSessions Own => new(store);

    public CallerBudgets Budgets => budgets;

    public TimeProvider Time => time;

    public McpServer Server => message.Server;

    public ProgressToken? ProgressToken => progressToken;

    public JsonRpcRequest? Request => message.JsonRpcMessage as JsonRpcRequest;

    public SessionUser User => options.UserOf(message.User);

    /// <summary>From here to the end of the calling async method, and in all that it calls, this is the present call.</summary>
    public void Enter() => Entered.Value = this;
}
