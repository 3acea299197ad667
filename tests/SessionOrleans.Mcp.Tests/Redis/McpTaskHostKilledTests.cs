using ModelContextProtocol;
using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Redis;

/// <summary>Two McpHosts, as processes that carry their silos. One is killed while it runs tasks; what the other says of them.</summary>
public sealed class McpTaskHostKilledTests
{
    [Fact]
    public async Task Task_HostThatRunsItIsKilled_IsFoundFailedOnTheOtherOnceTheLeaseIsOver()
    {
        await using var deployment = await RedisDeployment.StartAsync(silosApart: false, ("SessionStore__LockLease", "00:00:06"));
        await using var a = await ConnectAsync(deployment.A);
        await using var b = await ConnectAsync(deployment.B);
        var endless = await WrapAsync(a, 100_000);
        var cancelled = await WrapAsync(a, 100_000);
        var brief = await WrapAsync(a, 8);

        // Longer than a lease: nobody takes a host that lives for gone.
        await UntilAsync(b, brief, "completed", found => Assert.NotEqual("failed", found));
        Assert.Equal("working", (await b.GetTaskAsync(endless)).Status);

        await deployment.KillFirstAsync();
        await Until.TrueAsync(
            () => AnswersAsync(() => b.CancelTaskAsync(cancelled)), TimeSpan.FromSeconds(30), "a task whose host is gone can be cancelled");

        var failed = await UntilAsync(b, endless, "failed", found => Assert.Contains(found, new[] { "working", "failed" }));
        Assert.Equal(
            "The server that ran the task is gone, and the task with it. What it did until then may have taken effect.",
            failed.ErrorMessage);
        Assert.Equal(failed.ErrorMessage, failed.StatusMessage);
        Assert.Equal("cancelled", (await b.GetTaskAsync(cancelled)).Status);
        Assert.Equal("completed", (await b.GetTaskAsync(brief)).Status);

        // What ended so stays so, and the host that is left runs tasks as ever.
        await b.CancelTaskAsync(endless);
        Assert.Equal("failed", (await b.GetTaskAsync(endless)).Status);
        await UntilAsync(b, await WrapAsync(b, 1), "completed");
    }

    private static async Task<string> WrapAsync(McpClient client, int items)
    {
        var opened = await client.CallToolAsync("create_basket");
        var basket = opened.StructuredContent!.Value.GetProperty("basket").GetString()!;
        await client.CallToolAsync(
            "add_item", new Dictionary<string, object?> { ["basket"] = basket, ["sku"] = "apple", ["quantity"] = items });
        return await client.BeginAsync("gift_wrap", ("basket", basket));
    }

    private static async Task<SeenTask> UntilAsync(McpClient client, string task, string status, Action<string>? each = null)
    {
        SeenTask? found = null;
        await Until.TrueAsync(
            async () =>
            {
                if (!await AnswersAsync(async () => found = await client.GetTaskAsync(task)))
                    return false;
                each?.Invoke(found!.Status);
                return found!.Status == status;
            },
            TimeSpan.FromSeconds(40),
            $"the task is {status}");
        return found!;
    }

    /// <summary>Until the silo of the killed host counts as gone, what was on it may be unavailable.</summary>
    private static async Task<bool> AnswersAsync(Func<Task> request)
    {
        try
        {
            await request();
            return true;
        }
        catch (McpException)
        {
            return false;
        }
    }

    private static Task<McpClient> ConnectAsync(McpHostProcess host) =>
        McpClients.ConnectAsync(host.Curl.Endpoint);
}
