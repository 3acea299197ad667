namespace SessionOrleans.Mcp;

/// <summary>
/// What a tool's arguments need while the SDK binds them: it hands a JSON converter the argument's text and nothing of the call it
/// belongs to, so the store comes with the call's own asynchronous flow.
/// </summary>
internal static class ToolCallScope
{
    private static readonly AsyncLocal<ISessionStore?> Current = new();

    /// <summary>The store of the server that handles the present call.</summary>
    public static ISessionStore Store => Current.Value ?? throw new InvalidOperationException(
        "A ToolSession<T> can be an argument only in a server with a session store. Add .WithSessionStore() to AddMcpServer().");

    /// <summary>From here to the end of the calling async method, and in all that it calls, the store is <paramref name="store"/>.</summary>
    public static void Enter(ISessionStore store) => Current.Value = store;
}
