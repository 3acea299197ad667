namespace SessionOrleans.Sessions;

/// <summary>
/// The ids that SessionOrleans uses itself, for sessions and for topics of signals. All of them stand here, so that none is given out
/// twice. All begin alike, and <c>ISessionStore</c> refuses what begins so to everybody but our own packages, which come through <see
/// cref="OwnRecords"/>.
/// </summary>
internal static class ReservedIds
{
    /// <summary>One session: the keys of an application's data protection (<c>PersistKeysToSessionStore</c>).</summary>
    public const string DataProtectionKeys = Prefix + "data-protection-keys";

    /// <summary>One session: the keys that request states are sealed with, unless the application says where its keys are kept.</summary>
    public const string RequestStateKeys = Prefix + "request-state-keys";

    /// <summary>One session: the key that the checksums of handles are made with.</summary>
    public const string HandleKey = Prefix + "handle-key";

    /// <summary>Begins the mark that a request state was used; the state's random id follows.</summary>
    public const string RequestStateUsed = Prefix + "request-state-used~";

    /// <summary>Begins a request state that is too large to travel; its random id follows.</summary>
    public const string RequestStateKept = Prefix + "request-state-kept~";

    /// <summary>Begins an MCP task; a hash of its owner and id follows.</summary>
    public const string McpTask = Prefix + "mcp-task~";

    /// <summary>Begins a process that runs MCP tasks; a random number follows. It is only ever locked, never written. A topic,
    /// too.</summary>
    public const string McpTaskRunner = Prefix + "mcp-task-runner~";

    /// <summary>Begins a transport session of an older MCP client; a hash of its owner and id follows.</summary>
    public const string McpTransportSession = Prefix + "mcp-session~";

    /// <summary>Begins the messages to an older client that belong to no call; a hash of its session's id follows.</summary>
    public const string McpOutbox = Prefix + "mcp-outbox~";

    /// <summary>Begins the topic of a host that asked clients something; a random number follows.</summary>
    public const string McpAsker = Prefix + "mcp-asker~";

    /// <summary>Begins an older client's answer on its way to the host that asked; a random number follows. A topic, too.</summary>
    public const string McpAnswer = Prefix + "mcp-answer~";

    /// <summary>Begins the topics of what clients subscribe to.</summary>
    public const string McpChanged = Prefix + "mcp-changed~";

    /// <summary>Begins since when a user has to have signed in; the user's owner follows.</summary>
    public const string UserBarrier = Prefix + "user-barrier~";

    /// <summary>A topic: a user was revoked.</summary>
    public const string UserRevoked = Prefix + "user-revoked";

    /// <summary>Begins an entry of the distributed cache; a hash of its key follows.</summary>
    public const string CacheEntry = Prefix + "cache~";

    /// <summary>Begins what the health check reads; a random number follows. It is never written.</summary>
    public const string HealthProbe = Prefix + "health~";

    private const string Prefix = "~~";

    /// <summary>
    /// Whether a session protects others: it has keys, keeps a request state from being used twice, or a revoked user out. Removals in bulk
    /// spare these. Whatever else is here holds something of a user, and goes with the user's sessions.
    /// </summary>
    public static bool Protects(string id) => id is DataProtectionKeys or RequestStateKeys or HandleKey
        || id.StartsWith(RequestStateUsed, StringComparison.Ordinal) || id.StartsWith(UserBarrier, StringComparison.Ordinal);

    /// <summary>Whether an id is, or will be, one of ours.</summary>
    public static bool Has(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether the present call may not see an id, since it is one of ours.</summary>
    public static bool IsHidden(string id) => Has(id) && !OwnRecords.IsOpen;

    /// <summary>Whether a caller's id may be used: it is within its limits, and not one of ours.</summary>
    /// <exception cref="ArgumentException">It may not.</exception>
    public static void CheckId(string id)
    {
        SessionLimits.CheckId(id);
        Check(id);
    }

    /// <exception cref="ArgumentException">The id is one of ours, and the caller is not.</exception>
    public static void Check(string id, string parameter = "id")
    {
        if (IsHidden(id))
            throw new ArgumentException(
                $"What begins with '{Prefix}' is kept for SessionOrleans itself: keys, tasks, caches and the like. Choose another name.",
                parameter);
    }
}
