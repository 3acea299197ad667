using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SessionOrleans.AspNetCore.Tests.Tasks;

namespace SessionOrleans.AspNetCore.Tests.Hostile;

/// <summary>
/// Floods of each MCP endpoint, by strangers: what is too large, too many, or no request at all. Afterwards hosts and Redis hold no more
/// than before, and others are served.
/// </summary>
public sealed class McpFloodTests(RedisCluster cluster) : IClassFixture<RedisCluster>, IAsyncLifetime
{
    /// <summary>Array pools keep the buffers of large requests for a while.</summary>
    private const int HostMiB = 64;

    private const int RedisMiB = 2;

    private readonly Gate _gate = new();
    private McpHosts _hosts = null!;
    private Attacker _attacker = null!;

    public async Task InitializeAsync()
    {
        _hosts = await McpHosts.StartAsync(
            cluster,
            server =>
            {
                server.Services.AddSingleton(_gate);
                server.WithTools<HostileTools>().WithResources<HostileTools>()
                    .WithSessionStoreTasks(tasks => (tasks.MaxRunningAnonymous, tasks.ExecutionModeSelector) = (8, call =>
                        call.Params.Name == "work" ? TaskExecutionMode.Optional : TaskExecutionMode.Synchronous))
                    .WithSessionStoreSubscriptions(listening => listening.MaxAnonymousStreams = 40)
                    .WithSessionStoreTransportSessions(sessions => sessions.MaxAnonymousSessions = 50)
                    .WithSessionStoreEventStreams();
            },
            before: app => app.UseSessionStoreTransportSessions(),
            level: LogLevel.Warning);
        _attacker = new(_hosts.All[0]);
        await AssertServedAsync();
    }

    public async Task DisposeAsync()
    {
        _gate.Open("go");
        _attacker.Dispose();
        await _hosts.DisposeAsync();
    }

    [Fact]
    public async Task Initialize_ManyAndLarge_LeaveNothing()
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);

        var large = await FloodAsync(150, _ => _attacker.SendRawAsync(Initialize(1_000_000), method: null));
        AssertAll(large, answer => answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge);
        var many = await FloodAsync(400, _ => _attacker.SendRawAsync(Initialize(14_000), method: null));

        Assert.Equal(50, many.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(350, many.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        await AssertUnharmedAsync(before);
    }

    [Theory]
    [InlineData(20_000_000, 20)]
    [InlineData(1_000_000, 100)]
    public async Task Listen_Large_LeavesNothing(int bytes, int times)
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);

        await RefuseAsync(Encoding.UTF8.GetBytes(Listen(new string('x', bytes))));
        await AssertUnharmedAsync(before);

        async Task RefuseAsync(byte[] body) => AssertAll(
            await FloodAsync(times, _ => _attacker.SendRawAsync(body, "subscriptions/listen")),
            answer => answer.Status == HttpStatusCode.RequestEntityTooLarge);
    }

    /// <summary>As many streams as it gets, each with as much as it may ask for.</summary>
    [Fact]
    public async Task Listen_ManyTimes_IsBoundedAndLeavesNothing()
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);
        string[] uris = [.. Enumerable.Range(0, 100).Select(i => $"thing://{i:D4}{new string('x', 1000)}")];

        var streams = await FloodAsync(60, async _ =>
        {
            var (stream, first) = await _attacker.ListenAsync(uris);
            return (stream, Said: first.Contains("acknowledged", StringComparison.Ordinal) ? "granted"
                : first.Contains("MaxAnonymousStreams", StringComparison.Ordinal) ? "refused" : first);
        });
        Assert.Equal(40, streams.Count(stream => stream.Said == "granted"));
        Assert.Equal(20, streams.Count(stream => stream.Said == "refused"));
        await AssertUnharmedAsync(before, hostMiB: 96);

        foreach (var (stream, _) in streams)
            stream.Dispose();
        await AssertUnharmedAsync(before);
    }

    [Fact]
    public async Task Tasks_ManyAndOdd_LeaveNothing()
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);

        var begun = await FloodAsync(400, _ => _attacker.SendAsync(
            "tools/call", new() { ["name"] = "work", ["arguments"] = new JsonObject() }, "work"));
        Assert.Equal(8, begun.Count(answer => answer.Answer.Contains("taskId", StringComparison.Ordinal)));
        Assert.Equal(392, begun.Count(answer => answer.Answer.Contains("MaxRunningAnonymous", StringComparison.Ordinal)));

        foreach (var method in new[] { "tasks/get", "tasks/update", "tasks/cancel" })
        {
            var invented = await FloodAsync(100, i =>
            {
                var id = i % 10 == 0 ? new string('x', 5_000) : Guid.NewGuid().ToString("N");
                var answers = new JsonObject(
                    Enumerable.Range(0, 500).Select(n => KeyValuePair.Create($"{n}", (JsonNode?)new JsonObject())));
                return _attacker.SendAsync(method, new() { ["taskId"] = id, ["inputResponses"] = answers }, id);
            });
            AssertAll(invented, answer => answer.Answer.Contains("-32602", StringComparison.Ordinal));
        }

        _gate.Open("go");
        await AssertUnharmedAsync(before);
    }

    [Fact]
    public async Task RequestStates_ManyAndForged_LeaveNothing()
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);

        var forged = await FloodAsync(300, i => AskAsync(i % 30 == 0 ? new string('A', 3_000_000) : new string('A', 40 + (i * 7))));
        AssertAll(forged, answer => answer.Answer.Contains("not valid for this call", StringComparison.Ordinal));
        var asked = await FloodAsync(300, _ => AskAsync(state: null));
        AssertAll(asked, answer => answer.Answer.Contains("requestState", StringComparison.Ordinal));

        await AssertUnharmedAsync(before);
    }

    [Fact]
    public async Task TransportSessions_Invented_LeaveNothing()
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);
        var call = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{}}""");

        var invented = await FloodAsync(500, i => _attacker.SendRawAsync(
            call, method: null, session: i % 5 == 0 ? new string('x', 4_000) : Guid.NewGuid().ToString("N")));

        AssertAll(invented, answer => answer.Status == HttpStatusCode.NotFound);
        await AssertUnharmedAsync(before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyMethod_RequestsThatAreNone_AreRefusedAndOthersServed(int seed)
    {
        var before = await MemoryUse.MeasureAsync(cluster.Redis);
        var shapes = new BrokenRequests(new(seed));

        foreach (var method in new string?[] { null, "subscriptions/listen", "tasks/get", "tasks/update", "tools/call", "server/discover" })
        {
            var answers = await FloodAsync(100, async _ =>
            {
                var body = shapes.Next(method ?? "initialize");
                var (status, answer) = await _attacker.SendRawAsync(body, method);
                return (status, $"{method} {Encoding.UTF8.GetString(body)} -> {answer}");
            });
            AssertAll(answers, answer =>
                (int)answer.Status is >= 200 and < 500 && !answer.Answer.Contains("   at ", StringComparison.Ordinal));
        }

        await AssertUnharmedAsync(before);
    }

    private static byte[] Initialize(int padding)
    {
        const string Request = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},
            "clientInfo":{"name":"raw","version":"1","description":"PADDING"}}}
            """;
        return Encoding.UTF8.GetBytes(Request.Replace("PADDING", new string('x', padding), StringComparison.Ordinal));
    }

    private static string Listen(string uri) => Attacker.Request(
        "subscriptions/listen",
        new() { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray($"thing://{uri}") } }).ToJsonString();

    private static void AssertAll(
        IEnumerable<(HttpStatusCode Status, string Answer)> answers, Func<(HttpStatusCode Status, string Answer), bool> isRight)
    {
        if (answers.Where(answer => !isRight(answer)).ToList() is [var (status, answer), ..] wrong)
            Assert.Fail($"{wrong.Count} were answered otherwise, the first with {status}: {answer}");
    }

    private static Task<T[]> FloodAsync<T>(int count, Func<int, Task<T>> send) => Task.WhenAll(Enumerable.Range(0, count).Select(send));

    private Task<(HttpStatusCode Status, string Answer)> AskAsync(string? state)
    {
        var call = new JsonObject { ["name"] = "ask", ["arguments"] = new JsonObject() };
        if (state is not null)
            call["requestState"] = state;
        return _attacker.SendAsync("tools/call", call, "ask");
    }

    private async Task AssertUnharmedAsync(MemoryUse before, int hostMiB = HostMiB)
    {
        await AssertServedAsync();
        await before.AssertNoMoreAsync(cluster.Redis, hostMiB, RedisMiB);
    }

    /// <summary>Somebody else, on both hosts, in both eras.</summary>
    private async Task AssertServedAsync()
    {
        foreach (var era in new[] { McpHosts.Stateless, McpHosts.Handshake })
        {
            for (var host = 0; host < 2; host++)
            {
                await using var client = await _hosts.ConnectAsync(host, "alice", era);
                Assert.NotEqual(true, (await client.CallToolAsync("ping")).IsError);
            }
        }
    }
}
