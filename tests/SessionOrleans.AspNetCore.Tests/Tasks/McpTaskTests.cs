using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;
using SessionOrleans.AspNetCore.Tests.Hosts;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Tasks on two hosts, with the SDK's client and over HTTP, on whichever backend.</summary>
public abstract class McpTaskTests(Cluster cluster) : IAsyncLifetime
{
    private const string NoSuchTask = "AAAAAAAAAAAAAAAAAAAAAA";

    private readonly Gate _gate = new();
    private readonly LogRecorder _log = new();

    protected Gate Gate => _gate;

    protected McpHosts Hosts { get; private set; } = null!;

    public async Task InitializeAsync() => Hosts = await StartAsync();

    public async Task DisposeAsync()
    {
        await Hosts.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task Get_OnTheOtherHost_SeesTheTaskAllItsLife()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("work", ("name", "a"));
        var working = Assert.IsType<WorkingTaskResult>(await other.GetTaskAsync(task));
        Assert.Equal((TimeSpan.FromHours(1), 20L), (working.TimeToLive, working.PollIntervalMs));
        await _gate.WaitAsync("a begun");
        _gate.Open("a go");

        Assert.Equal("a done", (await other.UntilAsync<CompletedTaskResult>(task)).Text());
        Assert.Equal("a done", (await one.UntilAsync<CompletedTaskResult>(task)).Text());
    }

    [Fact]
    public async Task Answer_GivenToTheOtherHost_ReachesTheToolThatAsked()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("ask", ("questions", new[] { "colour" }));
        var asked = await other.UntilAsync<InputRequiredTaskResult>(task);
        var (id, request) = Assert.Single(asked.InputRequests!);
        Assert.Equal("colour", request.Question());
        await other.AnswerAsync(task, id, "blue");

        Assert.Equal("colour=blue", (await other.UntilAsync<CompletedTaskResult>(task)).Text());
    }

    [Fact]
    public async Task Answers_ToSeveralQuestionsAtOnce_AllReachTheTool()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var task = await one.BeginAsync("ask", ("questions", new[] { "a", "b", "c", "d" }));
        var asked = await other.UntilAsync<InputRequiredTaskResult>(task, found => found.InputRequests!.Count == 4);
        await Task.WhenAll(asked.InputRequests!.Select((entry, i) => (i % 2 == 0 ? one : other).AnswerAsync(task, entry.Key, entry.Value.Question().ToUpperInvariant())));

        Assert.Equal("a=A,b=B,c=C,d=D", (await other.UntilAsync<CompletedTaskResult>(task)).Text());
    }

    [Fact]
    public async Task CallWithPolling_RequestsGoToTheHostsInTurn_EndsWithTheResult()
    {
        await using var client = await Hosts.ConnectInTurnAsync("alice", handlers: new()
        {
            ElicitationHandler = (request, _) => new(new ElicitResult
            {
                Action = "accept",
                Content = new Dictionary<string, JsonElement> { ["answer"] = JsonSerializer.SerializeToElement($"{request!.Message}!") },
            }),
        });

        var result = await client.CallToolWithPollingAsync(new()
        {
            Name = "ask",
            Arguments = new Dictionary<string, JsonElement> { ["questions"] = JsonSerializer.SerializeToElement(new[] { "x", "y" }) },
        });

        Assert.Equal("x=x!,y=y!", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }

    [Fact]
    public async Task Answer_ToWhatWasNotAskedOrAnsweredBefore_IsIgnored()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("ask", ("questions", new[] { "a", "b" }));
        var asked = await other.UntilAsync<InputRequiredTaskResult>(task, found => found.InputRequests!.Count == 2);
        var a = asked.InputRequests!.Single(entry => entry.Value.Question() == "a").Key;
        var b = asked.InputRequests!.Single(entry => entry.Value.Question() == "b").Key;

        await other.AnswerAsync(task, "never asked", "no");
        await other.AnswerAsync(task, a, "first");
        await one.AnswerAsync(task, a, "second");
        await other.AnswerAsync(task, b, "last");

        Assert.Equal("a=first,b=last", (await one.UntilAsync<CompletedTaskResult>(task)).Text());
    }

    [Fact]
    public async Task Cancel_OnTheOtherHost_ReachesTheTool()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("work", ("name", "b"));
        await _gate.WaitAsync("b begun");

        await other.CancelTaskAsync(task);

        await _gate.WaitAsync("b cancelled");
        Assert.IsType<CancelledTaskResult>(await one.GetTaskAsync(task));
        Assert.IsType<CancelledTaskResult>(await other.GetTaskAsync(task));
    }

    [Fact]
    public async Task Cancel_OnTheOtherHostWhileTheToolAsks_ReachesIt()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("ask", ("questions", new[] { "a" }));
        var asked = await other.UntilAsync<InputRequiredTaskResult>(task);

        await other.CancelTaskAsync(task);
        await other.AnswerAsync(task, asked.InputRequests!.Keys.Single(), "too late");

        Assert.IsType<CancelledTaskResult>(await one.GetTaskAsync(task));
    }

    [Fact]
    public async Task Cancelled_ToolThatFinishesAllTheSame_StaysCancelled()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("work_on", ("name", "c"));
        await _gate.WaitAsync("c begun");
        await other.CancelTaskAsync(task);
        _gate.Open("c go");

        // Another task of the same host that runs to its end: by then the first one's end is settled, too.
        var next = await one.BeginAsync("work", ("name", "d"));
        _gate.Open("d go");
        await one.UntilAsync<CompletedTaskResult>(next);

        Assert.IsType<CancelledTaskResult>(await one.GetTaskAsync(task));
    }

    [Fact]
    public async Task Completed_CancelledAfterwards_StaysCompleted()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;
        var task = await one.BeginAsync("who_am_i");
        await one.UntilAsync<CompletedTaskResult>(task);

        await other.CancelTaskAsync(task);
        await one.CancelTaskAsync(task);

        Assert.Equal("https%3A%2F%2Fissuer.test|alice", (await other.UntilAsync<CompletedTaskResult>(task)).Text());
    }

    [Theory]
    [InlineData("alice", "bob")]
    [InlineData("alice", null)]
    [InlineData(null, "alice")]
    public async Task AnyRequest_OfAnotherUser_IsAnsweredAsOfAnUnknownTask(string? owner, string? stranger)
    {
        await using var one = await Hosts.ConnectAsync(0, owner);
        var working = await one.BeginAsync("work", ("name", $"{owner}-{stranger}"));
        await _gate.WaitAsync($"{owner}-{stranger} begun");
        var asking = await one.BeginAsync("ask", ("questions", new[] { "a" }));
        var request = (await one.UntilAsync<InputRequiredTaskResult>(asking)).InputRequests!.Keys.Single();

        for (var host = 0; host < 2; host++)
        {
            await using var client = await Hosts.ConnectAsync(host, stranger);
            foreach (var task in new[] { working, asking })
            {
                Assert.Equal(await RefusalAsync(() => client.GetTaskAsync(NoSuchTask).AsTask(), NoSuchTask), await RefusalAsync(() => client.GetTaskAsync(task).AsTask(), task));
                Assert.Equal(await RefusalAsync(() => client.AnswerAsync(NoSuchTask, request, "mine"), NoSuchTask), await RefusalAsync(() => client.AnswerAsync(task, request, "mine"), task));
                Assert.Equal(await RefusalAsync(() => client.CancelTaskAsync(NoSuchTask).AsTask(), NoSuchTask), await RefusalAsync(() => client.CancelTaskAsync(task).AsTask(), task));
            }
        }

        Assert.IsType<WorkingTaskResult>(await one.GetTaskAsync(working));
        Assert.IsType<InputRequiredTaskResult>(await one.GetTaskAsync(asking));
        await one.AnswerAsync(asking, request, "ours");
        Assert.Equal("a=ours", (await one.UntilAsync<CompletedTaskResult>(asking)).Text());
        _gate.Open($"{owner}-{stranger} go");
        await one.UntilAsync<CompletedTaskResult>(working);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("mcp-task:x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("*%00;")]
    public async Task AnyRequest_OddId_IsAnsweredAsOfAnUnknownTask(string id)
    {
        await using var client = await Hosts.ConnectAsync(0, "alice");

        Assert.Equal(await RefusalAsync(() => client.GetTaskAsync(NoSuchTask).AsTask(), NoSuchTask), await RefusalAsync(() => client.GetTaskAsync(id).AsTask(), id));
        await RefusalAsync(() => client.AnswerAsync(id, "a", "b"), id);
        await RefusalAsync(() => client.CancelTaskAsync(id).AsTask(), id);
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
            await other.UntilAsync<CompletedTaskResult>(task);

        Assert.Equal(tasks.Count, tasks.Distinct().Count());
        Assert.All(tasks, task => Assert.Matches("^[A-Za-z0-9_-]{22}$", task));
        var stored = new StringBuilder();
        await foreach (var session in cluster.Store.Directory.ListAsync())
            stored.Append(session).Append(Encoding.UTF8.GetString((await cluster.Store.GetAsync<byte[]>(session.Id))?.Value ?? []));
        Assert.Contains("https%3A%2F%2Fissuer.test|alice", stored.ToString(), StringComparison.Ordinal);
        Assert.All(tasks, task => Assert.DoesNotContain(task, stored.ToString(), StringComparison.Ordinal));
        Assert.All(tasks, task => Assert.DoesNotContain(_log.Entries, entry => $"{entry}".Contains(task, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task End_ToolThatFails_IsCompletedOrFailedAsTheProtocolSays()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var refused = await other.UntilAsync<CompletedTaskResult>(await one.BeginAsync("refuse"));
        Assert.True(refused.Result.GetProperty("isError").GetBoolean());
        Assert.Contains("No.", refused.Text(), StringComparison.Ordinal);
        var broken = await other.UntilAsync<FailedTaskResult>(await one.BeginAsync("break"));
        Assert.Equal("Broken.", broken.Error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task End_ResultLargerThanASession_FailsAndNamesTheLimit()
    {
        await using var pair = await ConnectAsync();
        var (one, other) = pair;

        var failed = await other.UntilAsync<FailedTaskResult>(await one.BeginAsync("large"));

        Assert.Contains("the limit is 1,048,576", failed.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
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
            await one.UntilAsync<CompletedTaskResult>(done);
            working = await one.BeginAsync("work", ("name", "lost"));
            await _gate.WaitAsync("lost begun");
        }

        await hosts.StopAsync(0);

        Assert.Contains("gone", (await other.UntilAsync<FailedTaskResult>(working)).Error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.IsType<CompletedTaskResult>(await other.GetTaskAsync(done));
    }

    [Fact]
    public async Task Begin_WorkThatTakesTooLong_IsCancelledAndUnknown()
    {
        await using var hosts = await StartAsync(tasks => tasks.TimeToLive = TimeSpan.FromSeconds(1));
        await using var one = await hosts.ConnectAsync(0, "alice");
        await using var other = await hosts.ConnectAsync(1, "alice");

        var task = await one.BeginAsync("work", ("name", "long"));
        await _gate.WaitAsync("long cancelled");

        await Testing.Until.TrueAsync(async () =>
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
    public async Task RemoveOwned_UserIsForgotten_TasksAreToo()
    {
        await using var pair = await ConnectAsync("carol");
        var (one, other) = pair;
        var task = await one.BeginAsync("who_am_i");
        await one.UntilAsync<CompletedTaskResult>(task);
        var owner = new SessionUser(SessionUser.IdOf(new(new System.Security.Claims.ClaimsIdentity(
            [new("sub", "carol", null, "https://issuer.test")], "Bearer")))!).Owner!;

        Assert.Equal(1, await cluster.Store.Directory.RemoveOwnedAsync(owner));

        await RefusalAsync(() => other.GetTaskAsync(task).AsTask(), task);
    }

    [Fact]
    public async Task Call_ClientOfTheEarlierEra_GetsItsResultAtOnce()
    {
        await using var client = await Hosts.ConnectAsync(0, "alice", McpHosts.Handshake);

        var called = await client.CallToolAsTaskAsync(new() { Name = "who_am_i" });

        Assert.False(called.IsTask);
        Assert.Equal("https%3A%2F%2Fissuer.test|alice", Assert.IsType<TextContentBlock>(Assert.Single(called.Result!.Content)).Text);
    }

    [Fact]
    public async Task Call_PlainOne_GetsItsResultAtOnce()
    {
        await using var client = await Hosts.ConnectAsync(0);

        var result = await client.CallToolAsync("who_am_i");

        Assert.Equal("nobody", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }

    private static async Task<string> RefusalAsync(Func<Task> request, string task)
    {
        var refusal = await Assert.ThrowsAnyAsync<McpException>(request);
        return refusal.Message.Replace(task, "ID", StringComparison.Ordinal);
    }

    private Task<McpHosts> StartAsync(Action<SessionTaskOptions>? configure = null) => McpHosts.StartAsync(
        cluster,
        server =>
        {
            server.Services.AddSingleton(_gate);
            server.WithTools<WorkTools>().WithSessionStoreTasks(tasks => tasks.PollInterval = TimeSpan.FromMilliseconds(20)).WithSessionStoreTasks(configure);
        },
        log: _log);

    private async Task<Pair> ConnectAsync(string user = "alice") =>
        new(await Hosts.ConnectAsync(0, user), await Hosts.ConnectAsync(1, user));

    /// <summary>A client of each host.</summary>
    private sealed record Pair(McpClient One, McpClient Other) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
