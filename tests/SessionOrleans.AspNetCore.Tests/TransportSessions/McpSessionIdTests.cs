using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SessionOrleans.AspNetCore.Tests.Tasks;
using StackExchange.Redis;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>Looks for the only key of an anonymous caller, its <c>Mcp-Session-Id</c>, in whatever was stored and logged.</summary>
public sealed class McpSessionIdTests(RedisCluster cluster) : IClassFixture<RedisCluster>
{
    private const string Call = """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"who_calls","arguments":{}}}""";

    [Fact]
    public async Task SessionId_OfAnAnonymousCallerWithStreams_IsNeitherStoredNorLogged()
    {
        using var log = new LogRecorder(all: true);
        string session;
        string eventId;
        await using (var hosts = await StartAsync(log))
        {
            using var client = new RawClient(hosts);
            session = await client.BeginAsync(0, user: null);
            eventId = await EventAsync(client, session);

            // Resumed on the other host, and a stream there that another one ends.
            using var resumed = await client.SendAsync(1, HttpMethod.Get, session, user: null, lastEventId: eventId);
            Assert.Contains("raw for nobody", await resumed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using (await client.SendAsync(1, HttpMethod.Get, session, user: null))
            {
                using var second = await client.SendAsync(1, HttpMethod.Get, session, user: null);
                Assert.Equal(HttpStatusCode.OK, second.StatusCode);
            }

            // The session is closed for want of room, which the SDK logs.
            await client.BeginAsync(0, user: null);
            await client.BeginAsync(0, user: null);
        }

        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(session));
        Assert.Contains(log.Entries, entry => entry.Contains("DistributedCacheEventStreamStore", StringComparison.Ordinal));
        Assert.All(new[] { session, encoded }, secret =>
        {
            Assert.DoesNotContain(secret, eventId, StringComparison.Ordinal);
            Assert.DoesNotContain(log.Entries, entry => entry.Contains(secret, StringComparison.Ordinal));
        });
        var stored = await StoredAsync();
        Assert.Contains("raw for nobody", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(session, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(encoded, stored, StringComparison.Ordinal);
    }

    private static async Task<string> EventAsync(RawClient client, string session)
    {
        using var answer = await client.SendAsync(0, HttpMethod.Post, session, user: null, Call);
        return (await answer.Content.ReadAsStringAsync()).Split('\n').First(
            line => line.StartsWith("id: ", StringComparison.Ordinal))["id: ".Length..].Trim();
    }

    /// <summary>Every key of Redis, and what is in it.</summary>
    private async Task<string> StoredAsync()
    {
        await using var redis = await cluster.Redis.ConnectAsync();
        var database = redis.GetDatabase();
        var stored = new StringBuilder();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            stored.Append(key.ToString());
            if (await database.KeyTypeAsync(key) == RedisType.String)
                stored.Append(Encoding.Latin1.GetString((byte[]?)await database.StringGetAsync(key) ?? []));
            else if (await database.KeyTypeAsync(key) == RedisType.SortedSet)
                stored.AppendJoin(' ', await database.SortedSetRangeByRankAsync(key));
            else if (await database.KeyTypeAsync(key) == RedisType.Hash)
                stored.AppendJoin(' ', await database.HashGetAllAsync(key));
        }

        return stored.ToString();
    }

    private Task<McpHosts> StartAsync(LogRecorder log) => McpHosts.StartAsync(
        cluster,
        server =>
        {
            server.Services.AddSingleton<Gate>();
            server.WithTools<SessionTools>().WithSessionStoreTransportSessions().WithSessionStoreEventStreams();
        },
#pragma warning disable MCP9006 // Obsolete, as all that concerns transport sessions.
        transport: http => http.MaxIdleSessionCount = 1,
#pragma warning restore MCP9006
        before: app => app.UseSessionStoreTransportSessions(),
        log: log,
        level: LogLevel.Trace);
}
