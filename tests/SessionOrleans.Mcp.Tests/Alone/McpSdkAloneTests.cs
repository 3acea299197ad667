using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.AspNetCore;

namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>What the SDK does by itself where a server keeps state: the reason for what is here. docs/mcp-specification.md rests on
/// it.</summary>
public sealed class McpSdkAloneTests
{
    [Fact]
    public async Task RequestState_OfTheSdkAlone_IsWhateverTheClientSaysAsOftenAsItSays()
    {
        await using var hosts = await AloneHosts.StartAsync(builder => builder.WithTools<TrustingTools>());
        var call = new RawCall("pay", []);
        Assert.Equal("1 dollar", await call.BeginAsync(hosts.Endpoints[0]));

        var forged = call with { RequestState = "0 dollars", User = "mallory" };

        Assert.Equal("Paid 0 dollars.", await forged.AskAsync(hosts.Endpoints[1]));
        Assert.Equal("Paid 0 dollars.", await forged.AskAsync(hosts.Endpoints[0]));
    }

    [Fact]
    public async Task TransportSession_OfTheSdkAlone_IsUnknownOnAnotherHostAndItsEventsHaveNoIds()
    {
        await using var hosts = await AloneHosts.StartAsync(
            builder => builder.WithTools<TrustingTools>(), http => http.SessionMode = HttpServerSessionMode.Stateful);
        using var opened = await PostAsync(hosts.Endpoints[0], null, "initialize", new()
        {
            ["protocolVersion"] = ProtocolEras.Handshake, ["capabilities"] = new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "test", ["version"] = "1" },
        });
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();

        using var there = await PostAsync(hosts.Endpoints[0], session, "tools/list", []);
        using var elsewhere = await PostAsync(hosts.Endpoints[1], session, "tools/list", []);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (there.StatusCode, elsewhere.StatusCode));

        // And its streams cannot be resumed anywhere: no event has an id.
        Assert.DoesNotContain(
            (await there.Content.ReadAsStringAsync()).Split('\n'), line => line.StartsWith("id:", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostAsync(Uri endpoint, string? session, string method, JsonObject parameters)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = JsonContent.Create(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = parameters }),
        };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        if (session is not null)
            request.Headers.Add("Mcp-Session-Id", session);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
