using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Demo;

/// <summary>A signed-in user with the SDK's client, whose calls and answers are in the transcript.</summary>
internal sealed class Shopper : IAsyncDisposable
{
    private readonly string _user;
    private readonly McpClient _client;
    private readonly RoundRobinProxy _proxy;
    private readonly Transcript _transcript;

    private Shopper(string user, McpClient client, RoundRobinProxy proxy, Transcript transcript) =>
        (_user, _client, _proxy, _transcript) = (user, client, proxy, transcript);

    public static async Task<Shopper> SignInAsync(string user, RoundRobinProxy proxy, Transcript transcript)
    {
        transcript.Type("$", $"sign in as {user}");
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"{proxy.Url}/sign-in?user={user}"), null);
        var token = (string)JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["accessToken"]!;
        transcript.Answer(proxy.Last, $"a token: {token[..8]}…");

        var transport = new HttpClientTransport(new()
        {
            Endpoint = new($"{proxy.Url}/mcp"),
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        });
        return new(user, await McpClient.CreateAsync(transport, new() { ProtocolVersion = "2026-07-28" }), proxy, transcript);
    }

    /// <summary>Calls a tool, again where it says when to try again, and returns what it answered.</summary>
    public async Task<string> CallAsync(string tool, params (string Name, object Value)[] arguments)
    {
        var shown = arguments.Select(argument => argument.Name == "basket" ? $"{((string)argument.Value)[..11]}…" : argument.Value);
        _transcript.Type($"{_user}>", $"{tool} {string.Join(' ', shown)}");
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            var result =
                await _client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value));
            var text = ((TextContentBlock)result.Content[0]).Text;
            _transcript.Answer(_proxy.Last, text, result.IsError is true, Stopwatch.GetElapsedTime(begun));
            if (result.IsError is not true || result.Meta?["sessionorleans/retryAfterMs"] is not { } retryAfter)
                return result.StructuredContent is { } content
                    && content.TryGetProperty("basket", out var basket) ? basket.GetString()! : text;
            await Task.Delay(TimeSpan.FromMilliseconds((long)retryAfter));
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
