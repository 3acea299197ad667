namespace SessionOrleans.Sessions;

/// <summary>
/// The ids that SessionOrleans uses itself, beside those of an application. All of them stand here, so that none is given out twice.
/// </summary>
/// <remarks>
/// The sessions of tools and of users begin with their kind. A kind begins with a lower-case letter and has no colon and no tilde, so no
/// kind and no handle leads to an id of this list.
/// </remarks>
internal static class ReservedIds
{
    /// <summary>One session: the keys of an application's data protection (<c>PersistKeysToSessionStore</c>).</summary>
    public const string DataProtectionKeys = "dp:keys";

    /// <summary>One session: the keys that request states are sealed with, unless the application says where its keys are kept.</summary>
    public const string RequestStateKeys = "~request-state~keys";

    /// <summary>One session: the key that the checksums of handles are made with.</summary>
    public const string HandleKey = "~handle~key";

    /// <summary>Begins the mark that a request state was used; the state's random id follows.</summary>
    public const string RequestStateUsed = "~request-state~used~";

    /// <summary>Begins a request state that is too large to travel; its random id follows.</summary>
    public const string RequestStateKept = "~request-state~kept~";

    /// <summary>Begins an MCP task; a hash of its owner and id follows.</summary>
    public const string McpTask = "mcp-task:";

    /// <summary>Begins a process that runs MCP tasks; a random number follows. It is only ever locked, never written.</summary>
    public const string McpTaskRunner = "mcp-task-runner:";

    /// <summary>Begins a transport session of an older MCP client; a hash of its owner and id follows.</summary>
    public const string McpTransportSession = "mcp-session:";

    /// <summary>Begins an entry of the distributed cache; a hash of its key follows.</summary>
    public const string CacheEntry = "dc:";

    /// <summary>Begins what the health check reads; a random number follows. It is never written.</summary>
    public const string HealthProbe = "health:";

    /// <summary>
    /// Whether a session protects others: it has keys, or keeps a request state from being used twice. Removals in bulk spare these.
    /// Whatever else is here holds something of a user, and goes with the user's sessions.
    /// </summary>
    public static bool Protects(string id) =>
        id is DataProtectionKeys or RequestStateKeys or HandleKey || id.StartsWith(RequestStateUsed, StringComparison.Ordinal);
}
