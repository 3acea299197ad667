using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Tasks on two hosts, with the SDK's client and over HTTP, on whichever backend.</summary>
public abstract class McpTaskTests(Cluster cluster) : TaskHosts(cluster)
{
    [Fact]
    public async Task Get_OnTheOtherHost_SeesTheTaskAllItsLife()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("work", ("name", "a"));
        Assert.Equal("working", (await other.GetTaskAsync(task)).Status);
        await Gate.WaitAsync("a begun");
        Gate.Open("a go");

        Assert.Equal("a done", (await other.UntilAsync(task, "completed")).Text);
        Assert.Equal("a done", (await one.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Answer_GivenToTheOtherHost_ReachesTheToolThatAsked()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("ask", ("questions", new[] { "colour" }));
        var asked = await other.UntilAsync(task, "input_required");
        var (id, request) = Assert.Single(asked.InputRequests);
        Assert.Equal("colour", request.Question());
        await other.AnswerAsync(task, id, "blue");

        Assert.Equal("colour=blue", (await other.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Answers_ToSeveralQuestionsAtOnce_AllReachTheTool()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("ask", ("questions", new[] { "a", "b", "c", "d" }));
        var asked = await other.UntilAsync(task, "input_required", found => found.InputRequests.Count == 4);
        await Task.WhenAll(asked.InputRequests.Select(
            (entry, i) => (i % 2 == 0 ? one : other).AnswerAsync(task, entry.Key, entry.Value.Question().ToUpperInvariant())));

        Assert.Equal("a=A,b=B,c=C,d=D", (await other.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Poll_RequestsGoToTheHostsInTurn_EndsWithTheResult()
    {
        await using var client = await Hosts.ConnectInTurnAsync("alice");

        var task = await client.BeginAsync("ask", ("questions", new[] { "x", "y" }));
        var asked = await client.UntilAsync(task, "input_required", found => found.InputRequests.Count == 2);
        foreach (var (key, request) in asked.InputRequests)
            await client.AnswerAsync(task, key, $"{request.Question()}!");

        Assert.Equal("x=x!,y=y!", (await client.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Answer_ToWhatWasNotAskedOrAnsweredBefore_IsIgnored()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("ask", ("questions", new[] { "a", "b" }));
        var asked = await other.UntilAsync(task, "input_required", found => found.InputRequests.Count == 2);
        var a = asked.InputRequests.Single(entry => entry.Value.Question() == "a").Key;
        var b = asked.InputRequests.Single(entry => entry.Value.Question() == "b").Key;

        await other.AnswerAsync(task, "never asked", "no");
        await other.AnswerAsync(task, a, "first");
        await one.AnswerAsync(task, a, "second");
        await other.AnswerAsync(task, b, "last");

        Assert.Equal("a=first,b=last", (await one.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task Cancel_OnTheOtherHost_ReachesTheTool()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("work", ("name", "b"));
        await Gate.WaitAsync("b begun");

        await other.CancelTaskAsync(task);

        await Gate.WaitAsync("b cancelled");
        Assert.Equal("cancelled", (await one.GetTaskAsync(task)).Status);
        Assert.Equal("cancelled", (await other.GetTaskAsync(task)).Status);
    }

    [Fact]
    public async Task Cancel_OnTheOtherHostWhileTheToolAsks_ReachesIt()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("ask", ("questions", new[] { "a" }));
        var asked = await other.UntilAsync(task, "input_required");

        await other.CancelTaskAsync(task);
        await other.AnswerAsync(task, asked.InputRequests.Keys.Single(), "too late");

        Assert.Equal("cancelled", (await one.GetTaskAsync(task)).Status);
    }

    [Fact]
    public async Task Cancelled_ToolThatFinishesAllTheSame_StaysCancelled()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("work_on", ("name", "c"));
        await Gate.WaitAsync("c begun");
        await other.CancelTaskAsync(task);
        Gate.Open("c go");

        // Another task of the same host that runs to its end: by then the first one's end is settled, too.
        var next = await one.BeginAsync("work", ("name", "d"));
        Gate.Open("d go");
        await one.UntilAsync(next, "completed");

        Assert.Equal("cancelled", (await one.GetTaskAsync(task)).Status);
    }

    [Fact]
    public async Task Completed_CancelledAfterwards_StaysCompleted()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("who_am_i");
        await one.UntilAsync(task, "completed");

        await other.CancelTaskAsync(task);
        await one.CancelTaskAsync(task);

        Assert.Equal("https%3A%2F%2Fissuer.test|alice", (await other.UntilAsync(task, "completed")).Text);
    }

    [Fact]
    public async Task End_ToolThatFails_IsCompletedOrFailedAsTheProtocolSays()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var refused = await other.UntilAsync(await one.BeginAsync("refuse"), "completed");
        Assert.True(refused.Result.IsError);
        Assert.Contains("No.", refused.Text, StringComparison.Ordinal);
        var broken = await other.UntilAsync(await one.BeginAsync("break"), "failed");
        Assert.Equal((int)McpErrorCode.InvalidRequest, broken.ErrorCode);
        Assert.Equal(("Broken.", "Broken."), (broken.ErrorMessage, broken.StatusMessage));
        Assert.Equal("glass", (string?)broken.Json["error"]!["data"]!["what"]);
    }

    [Fact]
    public async Task End_ResultLargerThanASession_FailsAndNamesTheLimit()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var failed = await other.UntilAsync(await one.BeginAsync("large"), "failed");

        Assert.Equal(((int)McpErrorCode.InternalError, failed.ErrorMessage), (failed.ErrorCode, failed.StatusMessage));
        Assert.Contains("the limit is 1,048,576", failed.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_HostThatRanItIsGone_SaysSo()
    {
        await using var hosts = await StartAsync();
        await using var other = await hosts.ConnectAsync(1, "alice");
        string working, done;
        await using (var one = await hosts.ConnectAsync(0, "alice"))
        {
            done = await one.BeginAsync("who_am_i");
            await one.UntilAsync(done, "completed");
            working = await one.BeginAsync("work", ("name", "lost"));
            await Gate.WaitAsync("lost begun");
        }

        await hosts.StopAsync(0);

        Assert.Contains("gone", (await other.UntilAsync(working, "failed")).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("completed", (await other.GetTaskAsync(done)).Status);
    }

    [Fact]
    public async Task Begin_WorkThatTakesTooLong_IsCancelledAndUnknown()
    {
        await using var hosts = await StartAsync(tasks => tasks.TimeToLive = TimeSpan.FromSeconds(1));
        await using var one = await hosts.ConnectAsync(0, "alice");
        await using var other = await hosts.ConnectAsync(1, "alice");

        var task = await one.BeginAsync("work", ("name", "long"));
        await Gate.WaitAsync("long cancelled");

        await Until.TrueAsync(async () =>
        {
            try
            {
                await other.GetTaskAsync(task);
                return false;
            }
            catch (McpProtocolException)
            {
                return true;
            }
        });
    }

    [Fact]
    public async Task Call_ClientOfTheEarlierEra_GetsItsResultAtOnce()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice", McpHosts.Handshake);

        var called = await client.CallAsTaskAsync("who_am_i", declared: true);

        Assert.Null(called["taskId"]);
        Assert.Equal("https%3A%2F%2Fissuer.test|alice", (string?)called["content"]![0]!["text"]);
    }

    [Fact]
    public async Task Call_PlainOne_GetsItsResultAtOnce()
    {
        await using var client = await Hosts.ConnectAsync(0);

        var result = await client.CallToolAsync("who_am_i");

        Assert.Equal("nobody", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }
}
