using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>What a client of the earlier era sends, with whichever session and user.</summary>
public sealed class RawClient(McpHosts hosts) : IDisposable
{
    private readonly HttpClient _http = new();

    /// <summary>Whether a body's length is said before it is sent.</summary>
    public bool SaysLength { get; init; } = true;

    /// <summary>Begins a session, and returns its id.</summary>
    public async Task<string> BeginAsync(int host, string? user, string capabilities = "{}")
    {
        var initialize = $$$"""
            {
              "jsonrpc":"2.0","id":1,"method":"initialize",
              "params":{"protocolVersion":"2025-11-25","capabilities":{{{capabilities}}},"clientInfo":{"name":"raw","version":"1"}}
            }
            """;
        using var response = await SendAsync(host, HttpMethod.Post, session: null, user, initialize);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("Mcp-Session-Id"));
    }

    /// <summary>Calls a tool without arguments.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> CallAsync(int host, string? session, string? user, string tool)
    {
        var call = $$$$"""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"{{{{tool}}}}","arguments":{}}}""";
        using var response = await SendAsync(host, HttpMethod.Post, session, user, call);
        var body = await response.Content.ReadAsStringAsync();
        var data = body.Split('\n').LastOrDefault(line => line.StartsWith("data: {", StringComparison.Ordinal));
        if (data is null)
            return (response.StatusCode, body);
        using var message = JsonDocument.Parse(data["data: ".Length..]);
        return (response.StatusCode, message.RootElement.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!);
    }

    /// <summary>Ends a session.</summary>
    public async Task<HttpStatusCode> DeleteAsync(int host, string session, string? user)
    {
        using var response = await SendAsync(host, HttpMethod.Delete, session, user);
        return response.StatusCode;
    }

    /// <summary>Sends a request, and returns as soon as its headers are answered.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        int host, HttpMethod method, string? session, string? user, string? body = null, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(hosts.All[host].Url, "/mcp"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("MCP-Protocol-Version", McpHosts.Handshake);
        if (session is not null)
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
        if (user is not null)
            request.Headers.Add("Authorization", $"Bearer {user}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (!SaysLength)
            request.Headers.TransferEncodingChunked = true;
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
