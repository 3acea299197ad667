using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;
using SessionOrleans.Mcp.Tests.EndToEnd;
using SessionOrleans.Mcp.Tests.Servers;
using SessionOrleans.Testing;
using SessionOrleans.Testing.CommandLine;

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
        await UntilAsync<CompletedTaskResult>(b, brief, found => Assert.IsNotType<FailedTaskResult>(found));
        Assert.IsType<WorkingTaskResult>(await b.GetTaskAsync(endless));

        await deployment.KillFirstAsync();
        await Until.TrueAsync(() => AnswersAsync(() => b.CancelTaskAsync(cancelled).AsTask()), TimeSpan.FromSeconds(30), "a task whose host is gone can be cancelled");

        var failed = await UntilAsync<FailedTaskResult>(b, endless, found => Assert.True(found is WorkingTaskResult or FailedTaskResult, found.GetType().Name));
        Assert.Equal(
            "The server that ran the task is gone, and the task with it. What it did until then may have taken effect.",
            failed.Error.GetProperty("message").GetString());
        Assert.IsType<CancelledTaskResult>(await b.GetTaskAsync(cancelled));
        Assert.IsType<CompletedTaskResult>(await b.GetTaskAsync(brief));

        // What ended so stays so, and the host that is left runs tasks as ever.
        await b.CancelTaskAsync(endless);
        Assert.IsType<FailedTaskResult>(await b.GetTaskAsync(endless));
        await UntilAsync<CompletedTaskResult>(b, await WrapAsync(b, 1));
    }

    private static async Task<string> WrapAsync(McpClient client, int items)
    {
        var opened = await client.CallToolAsync("create_basket");
        var basket = opened.StructuredContent!.Value.GetProperty("basket").GetString()!;
        await client.CallToolAsync("add_item", new Dictionary<string, object?> { ["basket"] = basket, ["sku"] = "apple", ["quantity"] = items });
        var begun = await client.CallToolAsTaskAsync(
            new() { Name = "gift_wrap", Arguments = new Dictionary<string, JsonElement> { ["basket"] = JsonSerializer.SerializeToElement(basket) } });
        return begun.TaskCreated!.TaskId;
    }

    private static async Task<T> UntilAsync<T>(McpClient client, string task, Action<GetTaskResult>? each = null)
        where T : GetTaskResult
    {
        GetTaskResult? found = null;
        await Until.TrueAsync(
            async () =>
            {
                if (!await AnswersAsync(async () => found = await client.GetTaskAsync(task)))
                    return false;
                each?.Invoke(found!);
                return found is T;
            },
            TimeSpan.FromSeconds(40),
            $"the task is {typeof(T).Name}");
        return (T)found!;
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

    private static Task<McpClient> ConnectAsync(McpHostProcess host) => McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = host.Curl.Endpoint }), new() { ProtocolVersion = ProtocolEras.Stateless });
}
