using System.Text.Json.Nodes;
using ModelContextProtocol;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>What the extension's text asks of tasks, beyond running them.</summary>
public sealed class McpTaskTextTests(MemoryCluster cluster) : TaskHosts(cluster), IClassFixture<MemoryCluster>
{
    [Fact]
    public async Task Call_EndsWithQuestionsTwice_AsksThemOnTheTaskAndGoesOn()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("ask_and_end", ("name", "sky"));
        var (firstKey, first) = Assert.Single((await other.UntilAsync(task, "input_required")).InputRequests);
        Assert.Equal("first of sky", first.Question());
        await other.AnswerAsync(task, firstKey, "high");
        var (secondKey, second) = Assert.Single((await one.UntilAsync(
            task, "input_required", found => found.InputRequests.Keys.All(key => key != firstKey))).InputRequests);
        Assert.Equal("second of sky", second.Question());
        await one.AnswerAsync(task, secondKey, "blue");

        Assert.Equal("sky is blue", (await other.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Call_EndsWithAQuestionForEver_Fails()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");

        var failed = await client.UntilAsync(await client.BeginAsync("ask_for_ever"), "failed");

        Assert.Equal((int)McpErrorCode.InternalError, failed.ErrorCode);
        Assert.Contains("more than 10 times", failed.StatusMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_RefusedWithinATask_FailsItWithTheProtocolsError()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");

        var failed = await client.UntilAsync(await client.BeginAsync("take_forged"), "failed");

        Assert.Equal((int)McpErrorCode.InvalidParams, failed.ErrorCode);
        Assert.Equal(failed.ErrorMessage, failed.StatusMessage);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("""{"action":"perhaps"}""")]
    [InlineData("""{"action":"accept","content":{"answer":7}}""")]
    public async Task Update_AnswerOfAWrongShape_IsRefusedAndTheTaskGoesOnWaiting(string response)
    {
        await using var client = await Hosts.ConnectAsync(1, "alice");
        var task = await client.BeginAsync("ask", ("questions", new[] { "colour" }));
        var key = Assert.Single((await client.UntilAsync(task, "input_required")).InputRequests).Key;

        var refusal = await RefusalAsync(() => client.RequestAsync(
            "tasks/update", new() { ["taskId"] = task, ["inputResponses"] = new JsonObject { [key] = JsonNode.Parse(response) } }));

        Assert.Contains("does not fit its question", refusal, StringComparison.Ordinal);
        Assert.Equal("input_required", (await client.GetTaskAsync(task)).Status);
        await client.AnswerAsync(task, key, "blue");
        Assert.Equal("colour=blue", (await client.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Listen_OnTheOtherHost_IsToldHowTheTaskStandsByBothNames()
    {
        await using var pair = await ConnectAsync();
        var task = await pair.One.BeginAsync("work", ("name", "a"));
        await Gate.WaitAsync("a begun");
        await using var listener = TaskListener.Start(pair.Other, declared: true, task, "unknown");

        var (_, acknowledged) = await listener.NextAsync();
        Assert.Equal([task], acknowledged["notifications"]!["taskIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(["notifications/tasks", "notifications/tasks/status"], (await listener.UntilAsync("working")).Order());
        Gate.Open("a go");

        Assert.Equal(["notifications/tasks", "notifications/tasks/status"], (await listener.UntilAsync("completed")).Order());
    }

    [Fact]
    public async Task Listen_ToAnotherUsersTask_IsNotGranted()
    {
        await using var pair = await ConnectAsync();
        var task = await pair.One.BeginAsync("work", ("name", "b"));
        await using var stranger = await Hosts.ConnectAsync(0, "bob");
        await using var listener = TaskListener.Start(stranger, declared: true, task);

        var (_, acknowledged) = await listener.NextAsync();

        Assert.Null(acknowledged["notifications"]!["taskIds"]);
    }

    [Fact]
    public async Task Listen_ExtensionNotDeclared_IsRefusedWithTheCapability()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");
        await using var listener = TaskListener.Start(client, declared: false, "any");

        var refusal = await Assert.ThrowsAsync<MissingRequiredClientCapabilityException>(listener.NextAsync);

        Assert.Contains(TaskClients.Extension, refusal.RequiredCapabilities.Extensions!.Keys);
    }

    [Fact]
    public async Task Listen_ClientLeaves_NothingIsLogged()
    {
        using var log = new LogRecorder(all: true);
        await using var hosts = await StartAsync(log: log);
        await using var client = await hosts.ConnectAsync(0, "alice");
        var task = await client.BeginAsync("work", ("name", "c"));
        await using var listener = TaskListener.Start(client, declared: true, task);
        await listener.NextAsync();

        await listener.LeaveAsync();
        await client.CancelTaskAsync(task);
        await client.UntilAsync(task, "cancelled");

        await Until.TrueAsync(
            () => Task.FromResult(log.Entries.Any(line => line.Contains("subscriptions/listen", StringComparison.Ordinal)
                && line.Contains("completed", StringComparison.Ordinal))), TimeSpan.FromSeconds(30), "the listener is gone");
        Assert.DoesNotContain(log.Entries, line => line.StartsWith("Warning", StringComparison.Ordinal)
            || line.StartsWith("Error", StringComparison.Ordinal));
    }
}
