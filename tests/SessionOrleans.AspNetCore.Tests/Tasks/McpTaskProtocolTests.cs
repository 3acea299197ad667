using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>What the extension's specification and schema (2026-07-28) say, on whichever backend.</summary>
public abstract class McpTaskProtocolTests(Cluster cluster) : TaskHosts(cluster)
{
    private const string CreatedFields = "resultType taskId status createdAt lastUpdatedAt ttlMs pollIntervalMs";
    private static readonly string[] Methods = ["tasks/get", "tasks/update", "tasks/cancel"];

    [Fact]
    public async Task Discover_Server_AdvertisesTheExtension()
    {
        await using var client = await Hosts.ConnectAsync(0);

        var declared = Assert.IsType<JsonElement>(client.ServerCapabilities.Extensions![TaskClients.Extension]);

        Assert.Equal("{}", declared.GetRawText());
    }

    [Fact]
    public async Task Begin_CallThatDeclaresTheExtension_IsATaskThatIsFoundAtOnce()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var created = await one.CallAsTaskAsync("work", declared: true, ("name", "seed"));
        var found = (await other.GetTaskAsync((string)created["taskId"]!)).Json;

        AssertFields(CreatedFields, created);
        Assert.Equal(("task", "working"), ((string?)created["resultType"], (string?)created["status"]));
        Assert.Equal((3_600_000, 20), ((int)created["ttlMs"]!, (int)created["pollIntervalMs"]!));
        Assert.Equal((string?)created["createdAt"], (string?)created["lastUpdatedAt"]);
        Assert.True(DateTimeOffset.TryParse((string)created["createdAt"]!, CultureInfo.InvariantCulture, out _));
        Assert.Equal("complete", (string?)found["resultType"]);
        found["resultType"] = "task";
        Assert.True(JsonNode.DeepEquals(created, found), $"{created} is not {found}");
        Gate.Open("seed go");
    }

    [Fact]
    public async Task Begin_LifeWithoutEnd_SaysNull()
    {
        await using var hosts = await StartAsync(tasks => tasks.TimeToLive = Timeout.InfiniteTimeSpan);
        await using var client = await hosts.ConnectAsync(0);

        var created = await client.CallAsTaskAsync("who_am_i", declared: true);

        AssertFields(CreatedFields, created);
        Assert.Null(created["ttlMs"]);
    }

    [Fact]
    public async Task Get_TaskOfEachStatus_HasTheFieldsOfTheSchema()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var asking = await other.UntilAsync(await one.BeginAsync("ask", ("questions", new[] { "a" })), "input_required");
        AssertFields($"{CreatedFields} inputRequests", asking.Json);
        Assert.Equal("elicitation/create", Assert.Single(asking.InputRequests).Value.Method);
        var completed = await other.UntilAsync(await one.BeginAsync("who_am_i"), "completed");
        AssertFields($"{CreatedFields} result", completed.Json);
        Assert.Equal("complete", (string?)completed.Json["result"]!["resultType"]);
        AssertFields($"{CreatedFields} result", (await other.UntilAsync(await one.BeginAsync("refuse"), "completed")).Json);
        AssertFields($"{CreatedFields} statusMessage error", (await other.UntilAsync(await one.BeginAsync("break"), "failed")).Json);
        var task = (string)asking.Json["taskId"]!;
        AssertFields("resultType", await other.CancelTaskAsync(task));
        AssertFields(CreatedFields, (await one.GetTaskAsync(task)).Json);
        AssertFields("resultType", await other.AnswerAsync(task, "a", "b"));
    }

    [Fact]
    public async Task AnyRequest_ExtensionNotDeclared_IsRefusedAndNamesIt()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");
        var task = await client.BeginAsync("work", ("name", "undeclared"));

        foreach (var method in Methods)
            await AssertNotDeclaredAsync(() => client.RequestAsync(method, Update(task), declared: false));

        Assert.Equal("working", (await client.GetTaskAsync(task)).Status);
        Gate.Open("undeclared go");
    }

    [Fact]
    public async Task Call_SameClientDeclaresNowAndThen_EachRequestCountsAlone()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");

        Assert.NotNull((await client.CallAsTaskAsync("who_am_i", declared: true))["taskId"]);
        Assert.Null((await client.CallAsTaskAsync("who_am_i", declared: false))["taskId"]);
        Assert.NotNull((await client.CallAsTaskAsync("who_am_i", declared: true))["taskId"]);
    }

    [Fact]
    public async Task Call_ClientDeclaresInAllItsRequests_IsATask()
    {
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(Hosts.Options(0)), new()
        {
            ProtocolVersion = McpHosts.Stateless,
            Capabilities = new() { Extensions = new Dictionary<string, object> { [TaskClients.Extension] = new JsonObject() } },
        });

        Assert.NotNull((await client.CallAsTaskAsync("who_am_i", declared: false))["taskId"]);
    }

    [Fact]
    public async Task Call_ToolThatMustBeATask_RunsForClientsThatDeclareOnly()
    {
        await using var hosts = await StartAsync(tasks => tasks.ExecutionModeSelector = static _ => TaskExecutionMode.Required);
        await using var client = await hosts.ConnectAsync(0);
        await using var earlier = await hosts.ConnectAsync(0, era: McpHosts.Handshake);

        await AssertNotDeclaredAsync(() => client.CallAsTaskAsync("work", declared: false, ("name", "required")));
        await Assert.ThrowsAnyAsync<McpProtocolException>(() => earlier.CallAsTaskAsync("work", declared: true, ("name", "required")));

        // Had it run, it would have given the signal.
        Assert.False(Gate.IsOpen("required begun"));
        Assert.NotNull((await client.CallAsTaskAsync("who_am_i", declared: true))["taskId"]);
    }

    [Fact]
    public async Task Call_ToolThatIsNeverATask_GetsItsResultAtOnce()
    {
        await using var hosts = await StartAsync(tasks => tasks.ExecutionModeSelector = static _ => TaskExecutionMode.Synchronous);
        await using var client = await hosts.ConnectAsync(0);

        Assert.Null((await client.CallAsTaskAsync("who_am_i", declared: true))["taskId"]);
    }

    [Theory]
    [InlineData("tasks/result")]
    [InlineData("tasks/list")]
    public async Task AnyRequest_MethodOfTheEarlierTasks_IsUnknown(string method)
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");
        var task = await client.BeginAsync("who_am_i");

        Assert.Equal(McpErrorCode.MethodNotFound, await CodeAsync(() => client.RequestAsync(method, new() { ["taskId"] = task })));
    }

    [Fact]
    public async Task AnyRequest_OfTheEarlierEra_IsUnknown()
    {
        await using var client = await Hosts.ConnectAsync(0, era: McpHosts.Handshake);

        foreach (var method in Methods)
            Assert.Equal(McpErrorCode.MethodNotFound, await CodeAsync(() => client.RequestAsync(method, Update("x"))));
    }

    [Fact]
    public async Task Update_AnswersThatAreNone_IsRefused()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");
        var task = await client.BeginAsync("ask", ("questions", new[] { "a" }));

        foreach (var answers in new JsonNode?[] { null, new JsonArray(), "a" })
        {
            var request = new JsonObject { ["taskId"] = task, ["inputResponses"] = answers };
            Assert.Equal(McpErrorCode.InvalidParams, await CodeAsync(() => client.RequestAsync("tasks/update", request)));
        }
    }

    [Fact]
    public async Task Ask_TheSameAgain_HasAnotherKeyThatTheFirstAnswerDoesNotFit()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("ask_in_turn", ("questions", new[] { "a", "a", "a" }));
        var keys = new List<string>();

        for (var turn = 0; turn < 3; turn++)
        {
            var asked = await other.UntilAsync(task, "input_required", found => !found.InputRequests.Keys.Any(keys.Contains));
            foreach (var earlier in keys)
                await one.AnswerAsync(task, earlier, "again");
            keys.Add(Assert.Single(asked.InputRequests).Key);
            await other.AnswerAsync(task, keys[^1], $"{turn}");
        }

        Assert.Equal("a=0,a=1,a=2", (await one.UntilAsync(task, "completed")).Text);
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public async Task Sample_WithinATask_IsAnsweredOnTheOtherHost()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("sample");
        var (key, request) = Assert.Single((await other.UntilAsync(task, "input_required")).InputRequests);
        Assert.Equal("sampling/createMessage", request.Method);
        var answer = JsonNode.Parse("""{"role":"assistant","model":"m","content":{"type":"text","text":"well"}}""");

        await other.RequestAsync("tasks/update", new() { ["taskId"] = task, ["inputResponses"] = new JsonObject { [key] = answer } });

        Assert.Equal("well", (await one.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task AnyRequest_CallerWithoutAStableId_IsToldSo()
    {
        await using var hosts = await McpHosts.StartAsync(
            Cluster,
            server => server.WithTools<WorkTools>().WithSessionStoreTasks().Services.AddSingleton(Gate),
            before: app => app.Use((context, next) =>
            {
                context.User = new(new ClaimsIdentity([new Claim("name", "alice")], "Bearer"));
                return next(context);
            }));
        await using var client = await hosts.ConnectAsync(0);

        var refused = await client.CallAsTaskAsync("refuse", declared: true);
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => client.GetTaskAsync("AAAAAAAAAAAAAAAAAAAAAA"));

        Assert.True((bool)refused["isError"]!);
        Assert.Contains("neither a NameIdentifier", (string?)refused["content"]![0]!["text"], StringComparison.Ordinal);
        Assert.Equal(McpErrorCode.InternalError, refusal.ErrorCode);
        Assert.Contains("neither a NameIdentifier", refusal.Message, StringComparison.Ordinal);
    }

    private static JsonObject Update(string task) => new() { ["taskId"] = task, ["inputResponses"] = new JsonObject() };

    private static void AssertFields(string expected, JsonObject actual) =>
        Assert.Equal(expected.Split(' ').Order(), actual.Select(field => field.Key).Where(name => name != "_meta").Order());

    private static async Task<McpErrorCode> CodeAsync(Func<Task> request) =>
        (await Assert.ThrowsAsync<McpProtocolException>(request)).ErrorCode;

    private static async Task AssertNotDeclaredAsync(Func<Task> request)
    {
        var refusal = await Assert.ThrowsAsync<MissingRequiredClientCapabilityException>(request);
        Assert.Equal(-32021, (int)refusal.ErrorCode);
        Assert.Equal([TaskClients.Extension], refusal.RequiredCapabilities.Extensions!.Keys);
    }
}
