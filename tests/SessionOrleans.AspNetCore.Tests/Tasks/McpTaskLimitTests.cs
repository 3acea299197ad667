using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>How many tools may run in the background, and for whom.</summary>
public sealed class McpTaskLimitTests(MemoryCluster cluster) : TaskHosts(cluster), IClassFixture<MemoryCluster>
{
    [Fact]
    public async Task Call_BeyondTheTasksOfAUser_IsRefusedByNameUntilOneEnds()
    {
        await using var hosts = await StartAsync(options => options.MaxRunningPerUser = 2);
        await using var alice = await hosts.ConnectAsync(0, "alice");
        await using var bob = await hosts.ConnectAsync(0, "bob");
        var first = await alice.BeginAsync("work", ("name", "user-1"));
        await alice.BeginAsync("work", ("name", "user-2"));

        var refused = await CallAsync(alice, "user-3");
        Assert.Contains("MaxRunningPerUser", Text(refused), StringComparison.Ordinal);
        Assert.True((long)refused["_meta"]!["sessionorleans/retryAfterMs"]! > 0);
        Assert.False(Gate.IsOpen("user-3 begun"));
        await bob.BeginAsync("who_am_i");

        await alice.CancelTaskAsync(first);
        await Gate.WaitAsync("user-1 cancelled");
        await Harness.Until.TrueAsync(
            async () => (string?)(await CallAsync(alice, "user-3"))["resultType"] == "task", what: "a task in the place of the ended one");
        Gate.Open("user-2 go");
        Gate.Open("user-3 go");
    }

    [Fact]
    public async Task Call_CancelledTaskWhoseToolWorksOn_CountsUntilItEnds()
    {
        await using var hosts = await StartAsync(options => options.MaxRunningPerUser = 1);
        await using var alice = await hosts.ConnectAsync(0, "alice");
        var stubborn = await alice.BeginAsync("work_on", ("name", "stubborn"));
        await Gate.WaitAsync("stubborn begun");

        await alice.CancelTaskAsync(stubborn);

        Assert.Contains("MaxRunningPerUser", Text(await CallAsync(alice, "after-stubborn")), StringComparison.Ordinal);
        Gate.Open("stubborn go");
    }

    [Fact]
    public async Task Call_BeyondTheTasksOfTheHost_IsRefusedByName()
    {
        await using var hosts = await StartAsync(options => options.MaxRunning = 1);
        await using var alice = await hosts.ConnectAsync(0, "alice");
        await using var bob = await hosts.ConnectAsync(0, "bob");
        await alice.BeginAsync("work", ("name", "host-1"));

        Assert.Contains("MaxRunning)", Text(await CallAsync(bob, "host-2")), StringComparison.Ordinal);
        Gate.Open("host-1 go");
    }

    [Fact]
    public async Task Call_OfAnonymousCallersAtOnce_RunsNoMoreToolsThanAllowed()
    {
        await using var hosts = await StartAsync(options => options.MaxRunningAnonymous = 3);
        await using var client = await hosts.ConnectAsync(0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => CallAsync(client, $"flood-{i}")));

        Assert.Equal(3, answers.Count(answer => (string?)answer["resultType"] == "task"));
        Assert.All(answers.Where(answer => answer["isError"] is not null), answer =>
            Assert.Contains("MaxRunningAnonymous", Text(answer), StringComparison.Ordinal));
        Assert.InRange(Enumerable.Range(0, 200).Count(i => Gate.IsOpen($"flood-{i} begun")), 0, 3);
        foreach (var i in Enumerable.Range(0, 200))
            Gate.Open($"flood-{i} go");
    }

    [Fact]
    public async Task Call_OfAnAnonymousCallerByDefault_IsNoTask()
    {
        await using var hosts = await StartAsync(options => options.MaxRunningAnonymous = new SessionTaskOptions().MaxRunningAnonymous);
        await using var client = await hosts.ConnectAsync(0);

        var answer = await client.CallAsTaskAsync("who_am_i", declared: true);

        Assert.NotEqual("task", (string?)answer["resultType"]);
        Assert.Equal("nobody", Text(answer));
    }

    [Fact]
    public async Task Call_OfAnAnonymousCallerToWhatRunsAsTasksOnly_WantsASignIn()
    {
        await using var hosts = await StartAsync(
            options => (options.MaxRunningAnonymous, options.ExecutionModeSelector) = (0, _ => TaskExecutionMode.Required));
        await using var client = await hosts.ConnectAsync(0);

        Assert.Contains("Sign in", Text(await CallAsync(client, "required")), StringComparison.Ordinal);
        Assert.False(Gate.IsOpen("required begun"));
    }

    [Fact]
    public async Task Start_LimitsOutOfRange_FailsAndNamesThem()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            options => (options.MaxRunning, options.MaxRunningPerUser, options.MaxRunningAnonymous) = (0, 100_001, -1)));

        foreach (var name in new[] { "MaxRunning", "MaxRunningPerUser", "MaxRunningAnonymous" })
            Assert.Contains($".{name} is", error.Message, StringComparison.Ordinal);
    }

    private static Task<JsonObject> CallAsync(McpClient client, string name) =>
        client.CallAsTaskAsync("work", declared: true, ("name", name));

    private static string Text(JsonObject answer) => (string)answer["content"]![0]!["text"]!;
}
