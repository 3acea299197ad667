using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.Harness.Mcp;

/// <summary>The client's side of <c>io.modelcontextprotocol/tasks</c>, as plain JSON-RPC requests of the SDK's client.</summary>
public static class TaskClients
{
    /// <summary>The extension.</summary>
    public const string Extension = "io.modelcontextprotocol/tasks";

    /// <summary>Sends a request that declares the extension, and that it can be asked, or does not.</summary>
    public static async Task<JsonObject> RequestAsync(
        this McpClient client, string method, JsonObject parameters, bool declared = true, CancellationToken cancellationToken = default)
    {
        if (declared)
        {
            var extensions = new JsonObject { [Extension] = new JsonObject() };
            parameters["_meta"] = new JsonObject
            {
                [MetaKeys.ClientCapabilities] = new JsonObject { ["extensions"] = extensions, ["elicitation"] = new JsonObject() },
            };
        }

        var name = parameters["taskId"] ?? parameters["name"];
        var request = new JsonRpcRequest { Method = method, Params = parameters, Context = new() { RoutingName = (string?)name } };
        try
        {
            return (JsonObject)(await client.SendRequestAsync(request, cancellationToken)).Result!;
        }
        catch (HttpRequestException refused) when (ErrorIn(refused) is { } error)
        {
            throw error;
        }
    }

    /// <summary>Calls a tool, and returns the result or the task that the call became.</summary>
    public static Task<JsonObject> CallAsTaskAsync(
        this McpClient client, string tool, bool declared, params (string Name, object Value)[] arguments) => client.RequestAsync(
            RequestMethods.ToolsCall,
            new()
            {
                ["name"] = tool,
                ["arguments"] = new JsonObject(arguments.Select(
                    argument => KeyValuePair.Create(argument.Name, JsonSerializer.SerializeToNode(argument.Value)))),
            },
            declared);

    /// <summary>Begins a task, and returns its id.</summary>
    public static async Task<string> BeginAsync(this McpClient client, string tool, params (string Name, object Value)[] arguments)
    {
        var begun = await client.CallAsTaskAsync(tool, declared: true, arguments);
        return (string?)begun["resultType"] == "task"
            ? (string)begun["taskId"]!
            : throw new InvalidOperationException($"This is no task: {begun}");
    }

    /// <summary>Looks at a task.</summary>
    public static async Task<SeenTask> GetTaskAsync(this McpClient client, string taskId) =>
        new(await client.RequestAsync("tasks/get", new() { ["taskId"] = taskId }));

    /// <summary>Looks at a task until it has a status.</summary>
    public static async Task<SeenTask> UntilAsync(this McpClient client, string taskId, string status, Func<SeenTask, bool>? isIt = null)
    {
        SeenTask? found = null;
        await Until.TrueAsync(
            async () => (found = await client.GetTaskAsync(taskId)).Status == status && isIt?.Invoke(found) != false,
            TimeSpan.FromSeconds(30),
            $"the task is {status}");
        return found!;
    }

    /// <summary>The question that a request asks.</summary>
    public static string Question(this InputRequest request) => request.ElicitationParams!.Message;

    /// <summary>Answers a question.</summary>
    public static Task<JsonObject> AnswerAsync(this McpClient client, string taskId, string key, string answer) => client.RequestAsync(
        "tasks/update",
        new()
        {
            ["taskId"] = taskId,
            ["inputResponses"] = new JsonObject
            {
                [key] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject { ["answer"] = answer } },
            },
        });

    /// <summary>Cancels a task.</summary>
    public static Task<JsonObject> CancelTaskAsync(this McpClient client, string taskId) =>
        client.RequestAsync("tasks/cancel", new() { ["taskId"] = taskId });

    /// <summary>The JSON-RPC error that came with an HTTP status of its own: the SDK's client only shows it in what it says.</summary>
    private static McpProtocolException? ErrorIn(HttpRequestException refused)
    {
        const string Event = "data: ";
        if (refused.Message.Split('\n').FirstOrDefault(line => line.StartsWith(Event, StringComparison.Ordinal)) is not { } line)
            return null;
        var error = JsonNode.Parse(line[Event.Length..])!["error"]!;
        var (code, message) = ((McpErrorCode)(int)error["code"]!, (string)error["message"]!);
        return code == McpErrorCode.MissingRequiredClientCapability
            ? new MissingRequiredClientCapabilityException(
                error["data"]!["requiredCapabilities"].Deserialize<ClientCapabilities>(McpJsonUtilities.DefaultOptions)!, message)
            : new McpProtocolException(message, code);
    }
}
