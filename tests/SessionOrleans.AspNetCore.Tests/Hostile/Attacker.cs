using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SessionOrleans.AspNetCore.Tests.Hostile;

/// <summary>Sends what no client sends: any body, to any method, with any session, as often as it likes.</summary>
public sealed class Attacker(WebHost host) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });

    /// <summary>A request of the present revision.</summary>
    public static JsonObject Request(string method, JsonObject parameters)
    {
        parameters["_meta"] ??= new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = McpHosts.Stateless,
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject
            {
                ["elicitation"] = new JsonObject(),
                ["extensions"] = new JsonObject { ["io.modelcontextprotocol/tasks"] = new JsonObject() },
            },
        };
        return new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters };
    }

    /// <summary>Sends a request of the present revision, and reads the whole answer.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> SendAsync(string method, JsonObject parameters, string? name = null)
    {
        using var request = Post(Encoding.UTF8.GetBytes(Request(method, parameters).ToJsonString()));
        request.Headers.Add("MCP-Protocol-Version", McpHosts.Stateless);
        request.Headers.Add("Mcp-Method", method);
        if (name is not null)
            request.Headers.TryAddWithoutValidation("Mcp-Name", name);
        return await ReadAsync(request);
    }

    /// <summary>Sends bytes as a request of the present revision, or of the last one with sessions. A server that has had enough may close
    /// the connection, which counts as 413.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> SendRawAsync(byte[] body, string? method, string? session = null)
    {
        using var request = Post(body);
        request.Headers.Add("MCP-Protocol-Version", method is null ? McpHosts.Handshake : McpHosts.Stateless);
        if (method is not null)
            request.Headers.Add("Mcp-Method", method);
        if (session is not null)
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        try
        {
            return await ReadAsync(request);
        }
        catch (HttpRequestException)
        {
            return (HttpStatusCode.RequestEntityTooLarge, "");
        }
    }

    /// <summary>Opens a stream, and returns it with what the server said first.</summary>
    public async Task<(HttpResponseMessage Stream, string First)> ListenAsync(params string[] uris)
    {
        var asked = new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. uris.Select(uri => (JsonNode)uri)]) };
        using var request = Post(Encoding.UTF8.GetBytes(
            Request("subscriptions/listen", new() { ["notifications"] = asked }).ToJsonString()));
        request.Headers.Add("MCP-Protocol-Version", McpHosts.Stateless);
        request.Headers.Add("Mcp-Method", "subscriptions/listen");
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        string? line;
        do
            line = await reader.ReadLineAsync();
        while (line is not null && !line.Contains("jsonrpc", StringComparison.Ordinal));
        return (response, line ?? "");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, string Answer)> ReadAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private HttpRequestMessage Post(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/mcp")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return request;
    }
}
