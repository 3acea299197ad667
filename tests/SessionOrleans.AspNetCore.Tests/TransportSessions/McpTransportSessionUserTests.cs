using System.Net;
using Microsoft.AspNetCore.Builder;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>A rule for users that gives no id, over HTTP.</summary>
public sealed class McpTransportSessionUserTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    [Theory]
    [InlineData(null)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task EmptyUserId_OfTheRule_IsRefusedInWordsAndLogged(string? session)
    {
        const string Initialize = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":
            {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}
            """;
        using var log = new LogRecorder();
        await using var hosts = await McpHosts.StartAsync(
            cluster,
            server => server.WithSessionStore(configureTools: tools => tools.UserId = _ => "")
                .WithTools<SessionTools>().WithSessionStoreTransportSessions(),
            before: app => app.UseSessionStoreTransportSessions(),
            log: log);
        using var client = new RawClient(hosts);

        using var response = await client.SendAsync(0, HttpMethod.Post, session, user: null, Initialize);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Contains("This server cannot tell who calls", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("ArgumentException", answer, StringComparison.Ordinal);
        Assert.Contains(log.Entries, line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("SessionToolsOptions.UserId", StringComparison.Ordinal));
    }
}
