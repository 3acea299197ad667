using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp.Tasks.Protocol;

/// <summary>The names of the extension, and who may use it.</summary>
internal static class TasksExtension
{
    public const string Id = "io.modelcontextprotocol/tasks";

    public const string Get = "tasks/get";

    public const string Update = "tasks/update";

    public const string Cancel = "tasks/cancel";

    /// <summary>The parameter of all three methods, which the <c>Mcp-Name</c> header repeats.</summary>
    public const string TaskId = "taskId";

    public const string InputResponses = "inputResponses";

    /// <summary>The <c>resultType</c> of a call that became a task.</summary>
    public const string TaskCreated = "task";

    /// <summary>The <c>resultType</c> of everything else.</summary>
    public const string Complete = "complete";

    /// <summary>Earlier revisions know no extensions in requests.</summary>
    private const string FirstRevision = "2026-07-28";

    /// <summary>Whether the request itself says that its client can handle tasks. What other requests said does not count.</summary>
    public static bool IsDeclaredBy(JsonRpcRequest request) =>
        HasTasks(request) && request.Context?.ClientCapabilities?.Extensions?.ContainsKey(Id) is true;

    /// <summary>Refuses a request for a task where <see cref="IsDeclaredBy"/> is false.</summary>
    public static void Require(JsonRpcRequest request)
    {
        if (!HasTasks(request))
        {
            throw new McpProtocolException(
                $"Tasks need revision {FirstRevision} of the protocol or a later one.", McpErrorCode.MethodNotFound);
        }

        if (!IsDeclaredBy(request))
            throw NotDeclared();
    }

    /// <summary>The error that names the capability.</summary>
    public static MissingRequiredClientCapabilityException NotDeclared() => new(
        new() { Extensions = new Dictionary<string, object> { [Id] = new JsonObject() } },
        $"This needs a client that can handle tasks. Declare the extension {Id} in the request's client capabilities.");

    private static bool HasTasks(JsonRpcRequest request) =>
        string.CompareOrdinal(request.Context?.ProtocolVersion, FirstRevision) >= 0;
}
