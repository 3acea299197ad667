using System.Text.Json;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;
using SessionOrleans.Mcp.Tasks;

namespace SessionOrleans.Mcp.Tests.Tasks;

public sealed class McpTaskRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement Result = JsonSerializer.SerializeToElement(new { text = "done" });

    private static readonly Func<TaskRecord, TaskRecord>[] Changes =
    [
        record => TaskRules.Complete(record, Result, Now.AddHours(1)),
        record => TaskRules.Fail(record, Result, Now.AddHours(1)),
        record => TaskRules.Cancel(record, Now.AddHours(1)),
        record => TaskRules.Ask(record, [Request("late")], [], Now.AddHours(1)),
        record => TaskRules.Answer(record, [Response("a")], Now.AddHours(1)),
    ];

    [Fact]
    public void Begin_OfATask_IsWorkingAndSaysItsTimings()
    {
        var record = TaskRules.Begin(new() { TimeToLive = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromSeconds(2) }, "runner", Now);

        Assert.Equal(new McpTaskInfo("", McpTaskStatus.Working, Now, Now, TimeSpan.FromMinutes(5), 2_000), record.Task);
        Assert.Equal("runner", record.Runner);
        Assert.Null(TaskRules.Begin(new() { TimeToLive = Timeout.InfiniteTimeSpan }, null, Now).Task.TimeToLive);
    }

    [Theory]
    [InlineData(0, McpTaskStatus.Completed)]
    [InlineData(1, McpTaskStatus.Failed)]
    [InlineData(2, McpTaskStatus.Cancelled)]
    public void AnyChange_OfWhatEnded_ChangesNothing(int end, McpTaskStatus expected)
    {
        var ended = Changes[end](TaskRules.Ask(Begun(), [Request("a")], [], Now));

        Assert.Equal(expected, ended.Task.Status);
        Assert.Null(ended.Task.InputRequests);
        Assert.All(Changes, change => Assert.Same(ended, change(ended)));
    }

    [Fact]
    public void Ask_SeveralTimes_AddsUp()
    {
        var record = TaskRules.Ask(TaskRules.Ask(Begun(), [Request("a")], [], Now), [Request("b")], [], Now.AddSeconds(1));

        Assert.Equal(McpTaskStatus.InputRequired, record.Task.Status);
        Assert.Equal(["a", "b"], record.Task.InputRequests!.Keys.Order());
        Assert.Equal(Now.AddSeconds(1), record.Task.LastUpdatedAt);
    }

    [Fact]
    public void Answer_OneOfTwo_StillNeedsTheOther()
    {
        var asked = TaskRules.Ask(Begun(), [Request("a"), Request("b")], [], Now);

        var half = TaskRules.Answer(asked, [Response("a")], Now);
        var whole = TaskRules.Answer(half, [Response("b")], Now);

        Assert.Equal((McpTaskStatus.InputRequired, McpTaskStatus.Working), (half.Task.Status, whole.Task.Status));
        Assert.Equal(["b"], half.Task.InputRequests!.Keys);
        Assert.Equal(["a", "b"], whole.Responses.Keys.Order());
    }

    [Fact]
    public void Answer_ToWhatIsNotAsked_ChangesNothing()
    {
        var asked = TaskRules.Ask(Begun(), [Request("a")], [], Now);
        var answered = TaskRules.Answer(asked, [Response("a")], Now);

        Assert.Same(asked, TaskRules.Answer(asked, [Response("b")], Now));
        Assert.Same(answered, TaskRules.Answer(answered, [Response("a")], Now));
        var begun = Begun();
        Assert.Same(begun, TaskRules.Answer(begun, [Response("a")], Now));
    }

    [Fact]
    public void Ask_Again_ForgetsOnlyResponsesThatTheToolGot()
    {
        var answered = TaskRules.Answer(TaskRules.Ask(Begun(), [Request("a"), Request("b")], [], Now), [Response("a"), Response("b")], Now);

        var asked = TaskRules.Ask(answered, [Request("c")], ["a"], Now);

        Assert.Equal(["b"], asked.Responses.Keys);
    }

    [Fact]
    public void Record_StoredAndRead_IsTheSame()
    {
        var record = TaskRules.Answer(TaskRules.Ask(Begun(), [Request("a"), Request("b")], [], Now), [Response("a")], Now);

        var read = TaskRecord.Parse(record.ToBytes());

        Assert.Equal(record.Task with { InputRequests = null }, read.Task with { InputRequests = null });
        Assert.Equal("question b", read.Task.InputRequests!["b"].ElicitationParams!.Message);
        Assert.Equal("answer a", read.Responses["a"].RawValue.GetProperty("action").GetString());
        Assert.Equal(record.Runner, read.Runner);
        Assert.Equal("done", TaskRecord.Parse(TaskRules.Complete(record, Result, Now).ToBytes()).Task.Result!.Value.GetProperty("text").GetString());
        Assert.Equal("id", read.ToInfo("id").TaskId);
    }

    [Fact]
    public void ToSessionId_OfOneIdAndSeveralOwners_NeverMeets()
    {
        string?[] owners = [null, "", "a", "b", "anonymous", "owner"];

        var ids = owners.Select(owner => TaskIds.ToSessionId("task", owner)).ToList();

        Assert.Equal(owners.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^mcp-task:[A-Za-z0-9_-]{43}$", id!));
        Assert.Null(TaskIds.ToSessionId(null, null));
        Assert.Null(TaskIds.ToSessionId("", null));
        Assert.Null(TaskIds.ToSessionId(new('x', 129), null));
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(-5, 1_000)]
    [InlineData(1, 1)]
    [InlineData(1, 4_000_000)]
    public void Options_OutOfTheirLimits_AreNamed(int seconds, int pollMilliseconds)
    {
        var options = new SessionTaskOptions { TimeToLive = TimeSpan.FromSeconds(seconds), PollInterval = TimeSpan.FromMilliseconds(pollMilliseconds) };

        Assert.Contains(nameof(SessionTaskOptions), new SessionTaskOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
        Assert.True(new SessionTaskOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new SessionTaskOptionsValidator().Validate(null, new() { TimeToLive = Timeout.InfiniteTimeSpan }).Succeeded);
    }

    private static TaskRecord Begun() => TaskRules.Begin(new(), "runner", Now);

    private static KeyValuePair<string, InputRequest> Request(string id) =>
        new(id, InputRequest.ForElicitation(new() { Message = $"question {id}", RequestedSchema = new() }));

    private static KeyValuePair<string, InputResponse> Response(string id) =>
        new(id, InputResponse.FromElicitResult(new() { Action = $"answer {id}" }));
}
