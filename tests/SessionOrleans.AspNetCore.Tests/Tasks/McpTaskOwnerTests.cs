using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SessionOrleans.Harness.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Whose a task is, and that nobody else comes to it, on whichever backend.</summary>
public abstract class McpTaskOwnerTests(Cluster cluster) : TaskHosts(cluster)
{
    private const string NoSuchTask = "AAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", null)]
    [InlineData(null, "alice")]
    public async Task AnyRequest_OfAnotherUser_IsAnsweredAsOfAnUnknownTask(string? owner, string? stranger)
    {
        await using var one = await Hosts.ConnectAsync(0, owner);
        var working = await one.BeginAsync("work", ("name", $"{owner}-{stranger}"));
        await Gate.WaitAsync($"{owner}-{stranger} begun");
        var asking = await one.BeginAsync("ask", ("questions", new[] { "a" }));
        var request = (await one.UntilAsync(asking, "input_required")).InputRequests.Keys.Single();

        for (var host = 0; host < 2; host++)
        {
            await using var client = await Hosts.ConnectAsync(host, stranger);
            foreach (var task in new[] { working, asking })
            {
                Assert.Equal(
                    await RefusalAsync(() => client.GetTaskAsync(NoSuchTask)),
                    await RefusalAsync(() => client.GetTaskAsync(task)));
                Assert.Equal(
                    await RefusalAsync(() => client.AnswerAsync(NoSuchTask, request, "mine")),
                    await RefusalAsync(() => client.AnswerAsync(task, request, "mine")));
                Assert.Equal(
                    await RefusalAsync(() => client.CancelTaskAsync(NoSuchTask)),
                    await RefusalAsync(() => client.CancelTaskAsync(task)));
            }
        }

        Assert.Equal("working", (await one.GetTaskAsync(working)).Status);
        Assert.Equal("input_required", (await one.GetTaskAsync(asking)).Status);
        await one.AnswerAsync(asking, request, "ours");
        Assert.Equal("a=ours", (await one.UntilAsync(asking, "completed")).Text);
        Gate.Open($"{owner}-{stranger} go");
        await one.UntilAsync(working, "completed");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("~~mcp-task~x")]
    [InlineData(
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("*%00;")]
    public async Task AnyRequest_OddId_IsAnsweredAsOfAnUnknownTask(string id)
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");

        Assert.Equal(
            await RefusalAsync(() => client.GetTaskAsync(NoSuchTask)),
            await RefusalAsync(() => client.GetTaskAsync(id)));
        await RefusalAsync(() => client.AnswerAsync(id, "a", "b"));
        await RefusalAsync(() => client.CancelTaskAsync(id));
    }

    [Fact]
    public async Task Begin_ManyTasks_IdsAreRandomAndWrittenNowhere()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var tasks = new List<string>();
        for (var i = 0; i < 5; i++)
            tasks.Add(await one.BeginAsync("who_am_i"));
        foreach (var task in tasks)
            await other.UntilAsync(task, "completed");

        Assert.Equal(tasks.Count, tasks.Distinct().Count());
        Assert.All(tasks, task => Assert.Matches("^[A-Za-z0-9_-]{22}$", task));
        var stored = new StringBuilder();
        foreach (var session in await OwnRecords.Use(() => Store.Directory.ListAsync().ToListAsync()))
        {
            var value = (await OwnRecords.Use(() => Store.GetAsync<byte[]>(session.Id)))?.Value ?? [];
            stored.Append(session).Append(Encoding.UTF8.GetString(value));
        }

        Assert.Contains("https%3A%2F%2Fissuer.test|alice", stored.ToString(), StringComparison.Ordinal);
        Assert.All(tasks, task => Assert.DoesNotContain(task, stored.ToString(), StringComparison.Ordinal));
        Assert.All(tasks, task => Assert.DoesNotContain(Log.Entries, entry => $"{entry}".Contains(task, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RevokeUser_WithATaskThatRuns_EndsItsToolAndAnswersNobody()
    {
        var (before, after) = (SignIns.At("erin", Now.AddMinutes(-1)), SignIns.At("erin", Now.AddMinutes(1)));
        await using var old = await Hosts.ConnectAsync(0, before);
        await using var anew = await Hosts.ConnectAsync(1, after);
        var task = await old.BeginAsync("work", ("name", "revoked"));
        await Gate.WaitAsync("revoked begun");

        await Hosts.All[1].Services.GetRequiredService<ISessionAdministration>().RevokeUserAsync(
            SessionUser.IdOf(SignIns.Principal("erin"))!, new("ops", "a test"));

        await Gate.WaitAsync("revoked cancelled");
        Func<Task>[] requests = [() => old.GetTaskAsync(task), () => old.CancelTaskAsync(task), () => old.BeginAsync("who_am_i")];
        foreach (var request in requests)
        {
            var refused = await Record.ExceptionAsync(request);
            Assert.Contains("Your sign-in is not valid any more", $"{refused}", StringComparison.Ordinal);
        }

        await RefusalAsync(() => anew.GetTaskAsync(task));
        await anew.UntilAsync(await anew.BeginAsync("who_am_i"), "completed");
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task RemoveOwned_UserIsForgotten_TasksAreToo()
    {
        await using var pair = await ConnectAsync("carol");
        var (one, other) = pair;
        var task = await one.BeginAsync("who_am_i");
        await one.UntilAsync(task, "completed");
        var owner = new SessionUser(SessionUser.IdOf(new(new System.Security.Claims.ClaimsIdentity(
            [new("sub", "carol", null, "https://issuer.test")], "Bearer")))!).Owner!;

        Assert.Equal(1, await Store.Directory.RemoveOwnedAsync(owner));

        await RefusalAsync(() => other.GetTaskAsync(task));
    }
}
