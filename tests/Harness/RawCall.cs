using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SessionOrleans.Harness;

/// <summary>A call of the 2026-07-28 revision as any program may send it, not only a client that keeps to the rules.</summary>
public sealed record RawCall(string Tool, JsonObject Arguments)
{
    private const string Revision = "2026-07-28";

    /// <summary>What a state came back as.</summary>
    public JsonNode? RequestState { get; init; }

    /// <summary>What was answered.</summary>
    public JsonObject? InputResponses { get; init; }

    /// <summary>Who signs in.</summary>
    public string? User { get; init; }

    /// <summary>What the client says it can do.</summary>
    public JsonObject Capabilities { get; init; } = new() { ["elicitation"] = new JsonObject() };

    /// <summary>Sends it and reads the message that comes back.</summary>
    public async Task<JsonObject> SendAsync(Uri endpoint)
    {
        var parameters = new JsonObject
        {
            ["name"] = Tool,
            ["arguments"] = Arguments.DeepClone(),
            ["_meta"] = new JsonObject { ["io.modelcontextprotocol/protocolVersion"] = Revision,
                ["io.modelcontextprotocol/clientCapabilities"] = Capabilities.DeepClone() },
        };
        if (RequestState is not null)
            parameters["requestState"] = RequestState.DeepClone();
        if (InputResponses is not null)
            parameters["inputResponses"] = InputResponses.DeepClone();

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content =
                JsonContent.Create(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "tools/call", ["params"] = parameters }),
        };
        foreach (var (name, value) in new[] { ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", Revision), (
            "Mcp-Method", "tools/call"), ("Mcp-Name", Tool) })
            request.Headers.Add(name, value);
        if (User is not null)
            request.Headers.Authorization = new("Bearer", User);

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var data = text.Split('\n').LastOrDefault(line => line.StartsWith("data: ", StringComparison.Ordinal))?["data: ".Length..] ?? text;
        return JsonNode.Parse(data)!.AsObject();
    }

    /// <summary>Sends it, and returns the one text of the result, or the code and message of the error.</summary>
    public async Task<string> AskAsync(Uri endpoint)
    {
        var message = await SendAsync(endpoint);
        if (message["error"] is { } error)
            return $"{error["code"]}: {error["message"]}";
        return (string?)message["result"]?["content"]?[0]?["text"] ?? throw new InvalidOperationException(message.ToJsonString());
    }

    /// <summary>Sends it, and returns the state that the question came with.</summary>
    public async Task<string> BeginAsync(Uri endpoint)
    {
        var message = await SendAsync(endpoint);
        return (string?)message["result"]?["requestState"] ?? throw new InvalidOperationException(message.ToJsonString());
    }
}
