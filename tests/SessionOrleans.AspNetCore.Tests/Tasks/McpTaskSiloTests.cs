using ModelContextProtocol;
using ModelContextProtocol.Client;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Tasks while silos come and go. What hosts tell each other passes through a silo's memory; what is true is in Redis.</summary>
public sealed class McpTaskSiloTests(RedisCluster cluster) : IClassFixture<RedisCluster>
{
    [Fact]
    public async Task AnswerAndCancel_AfterAllSilosWereReplaced_ReachTheTools()
    {
        var gate = new Gate();
        await using var hosts = await McpHosts.StartAsync(cluster, server =>
        {
            server.Services.AddSingleton(gate);
            server.WithTools<WorkTools>().WithSessionStoreTasks(tasks => tasks.PollInterval = TimeSpan.FromMilliseconds(20));
        });
        await using var one = await hosts.ConnectAsync(0, "alice");
        await using var other = await hosts.ConnectAsync(1, "alice");
        var asking = await one.BeginAsync("ask", ("questions", new[] { "a" }));
        var request = (await other.UntilAsync(asking, "input_required")).InputRequests.Keys.Single();
        var working = await one.BeginAsync("work", ("name", "w"));
        await gate.WaitAsync("w begun");

        await cluster.ReplaceSilosAsync();

        await other.AnswerAsync(asking, request, "still here");
        await other.CancelTaskAsync(working);
        Assert.Equal("a=still here", (await other.UntilAsync(asking, "completed")).Text);
        await gate.WaitAsync("w cancelled");
    }

    [Fact]
    public async Task End_WhileRedisIsAway_IsKeptOnceItIsBack()
    {
        var gate = new Gate();
        using var log = new LogRecorder();
        await using var hosts = await McpHosts.StartAsync(
            cluster,
            server =>
            {
                server.Services.AddSingleton(gate);
                server.WithTools<WorkTools>().WithSessionStoreTasks();
            },
            log: log);
        await using var one = await hosts.ConnectAsync(0, "alice");
        await using var other = await hosts.ConnectAsync(1, "alice");
        var working = await one.BeginAsync("work", ("name", "away"));
        await gate.WaitAsync("away begun");

        await cluster.Redis.PauseAsync();
        try
        {
            gate.Open("away go");
            // A write that nobody answered is asked after for 15 seconds first.
            await Until.TrueAsync(
                () => Task.FromResult(log.Entries.Any(entry => entry.Contains("is tried again in a second", StringComparison.Ordinal))),
                within: TimeSpan.FromSeconds(30));
        }
        finally
        {
            await cluster.Redis.ResumeAsync();
        }

        await AnsweredAgainAsync(other, working);
        Assert.Equal("away done", (await other.UntilAsync(working, "completed")).Text);
    }

    /// <summary>Silos that Redis left alone for so long may have to join anew, and until then they refuse.</summary>
    private static Task AnsweredAgainAsync(McpClient client, string task) => Until.TrueAsync(
        async () =>
        {
            try
            {
                await client.GetTaskAsync(task);
                return true;
            }
            catch (McpProtocolException refused) when (refused.Message.Contains("does not answer at the moment", StringComparison.Ordinal))
            {
                return false;
            }
        },
        what: "the store answers again");
}
