using System.Text.Json.Nodes;
using SessionOrleans.Mcp.Tasks;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tests.Tasks;

public sealed class McpTaskRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement Result = JsonSerializer.SerializeToElement(new { text = "done" });
    private static readonly JsonRpcErrorDetail Error = new() { Code = -32603, Message = "lost" };

    private static readonly Func<TaskRecord, TaskRecord>[] Changes =
    [
        record => TaskRules.Complete(record, Result, Now.AddHours(1)),
        record => TaskRules.Fail(record, Error, Now.AddHours(1)),
        record => TaskRules.Cancel(record, Now.AddHours(1)),
        record => Ask(record, "late"),
        record => TaskRules.Answer(record, Responses("a"), Now.AddHours(1)),
    ];

    [Fact]
    public void Begin_OfATask_IsWorkingAndSaysItsTimings()
    {
        var record = TaskRules.Begin(new() { TimeToLive = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromSeconds(2) }, "runner", Now);

        Assert.Equal(("runner", McpTaskStatus.Working, Now, Now), (record.Runner, record.Status, record.CreatedAt, record.LastUpdatedAt));
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(2)), (record.TimeToLive, record.PollInterval));
        Assert.Null(TaskRules.Begin(new() { TimeToLive = Timeout.InfiniteTimeSpan }, "runner", Now).TimeToLive);
    }

    [Theory]
    [InlineData(0, "completed")]
    [InlineData(1, "failed")]
    [InlineData(2, "cancelled")]
    public void AnyChange_OfWhatEnded_ChangesNothing(int end, string expected)
    {
        var ended = Changes[end](TaskRules.Answer(Ask(Begun(), "a", "b"), Responses("b"), Now));

        Assert.Equal(expected, (string?)ended.ToResult("id", "complete").ToNode()!["status"]);
        Assert.Empty(ended.InputRequests);
        Assert.Empty(ended.Responses);
        Assert.All(Changes, change => Assert.Same(ended, change(ended)));
    }

    [Fact]
    public void Ask_SeveralTimes_AddsUp()
    {
        var record = Ask(Ask(Begun(), "a"), "b");

        Assert.Equal(McpTaskStatus.InputRequired, record.Status);
        Assert.Equal(["a", "b"], record.InputRequests.Keys.Order());
        Assert.Equal(Now.AddHours(1), record.LastUpdatedAt);
    }

    [Fact]
    public void Answer_OneOfTwo_StillNeedsTheOther()
    {
        var asked = Ask(Begun(), "a", "b");

        var half = TaskRules.Answer(asked, Responses("a"), Now);
        var whole = TaskRules.Answer(half, Responses("b"), Now);

        Assert.Equal((McpTaskStatus.InputRequired, McpTaskStatus.Working), (half.Status, whole.Status));
        Assert.Equal(["b"], half.InputRequests.Keys);
        Assert.Equal(["a", "b"], whole.Responses.Keys.Order());
    }

    [Fact]
    public void Answer_ToWhatIsNotAsked_ChangesNothing()
    {
        var asked = Ask(Begun(), "a");
        var answered = TaskRules.Answer(asked, Responses("a"), Now);

        Assert.Same(asked, TaskRules.Answer(asked, Responses("b"), Now));
        Assert.Same(answered, TaskRules.Answer(answered, Responses("a"), Now));
        var begun = Begun();
        Assert.Same(begun, TaskRules.Answer(begun, Responses("a"), Now));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"yes\"")]
    [InlineData("[]")]
    [InlineData("""{"content":{}}""")]
    [InlineData("""{"action":"perhaps"}""")]
    public void Answer_OfAWrongShape_IsRefused(string response) => Assert.Throws<RequestAnswerException>(() =>
        TaskRules.Answer(Ask(Begun(), "a"), new() { ["a"] = JsonNode.Parse(response) }, Now));

    [Fact]
    public void Ask_Again_ForgetsOnlyResponsesThatTheToolGot()
    {
        var answered = TaskRules.Answer(Ask(Begun(), "a", "b"), Responses("a", "b"), Now);

        var asked = TaskRules.Ask(answered, "c", Request("c"), ["a"], Now);

        Assert.Equal(["b"], asked.Responses.Keys);
    }

    [Fact]
    public void Record_StoredAndRead_IsTheSame()
    {
        var record = TaskRules.Answer(Ask(Begun(), "a", "b"), Responses("a"), Now);

        var read = TaskRecord.Parse(record.ToBytes());

        Assert.Equal((record.Status, record.CreatedAt, record.LastUpdatedAt), (read.Status, read.CreatedAt, read.LastUpdatedAt));
        Assert.Equal((record.TimeToLive, record.PollInterval), (read.TimeToLive, read.PollInterval));
        Assert.Equal("question b", read.InputRequests["b"].ElicitationParams!.Message);
        Assert.Equal("decline", read.Responses["a"].RawValue.GetProperty("action").GetString());
        Assert.Equal(record.Runner, read.Runner);
        Assert.Equal(
            "done", TaskRecord.Parse(TaskRules.Complete(record, Result, Now).ToBytes()).Result!.Value.GetProperty("text").GetString());
        var failed = TaskRecord.Parse(TaskRules.Fail(record, Error, Now).ToBytes());
        Assert.Equal((-32603, "lost", "lost"), (failed.Error!.Code, failed.Error.Message, failed.StatusMessage));
    }

    [Fact]
    public void ToSessionId_OfOneIdAndSeveralOwners_NeverMeets()
    {
        string?[] owners = [null, "", "a", "b", "anonymous", "owner"];

        var ids = owners.Select(owner => TaskIds.ToSessionId("task", owner)).ToList();

        Assert.Equal(owners.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^~~mcp-task~[A-Za-z0-9_-]{43}$", id!));
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
        var options = new SessionTaskOptions { TimeToLive = TimeSpan.FromSeconds(seconds),
            PollInterval = TimeSpan.FromMilliseconds(pollMilliseconds) };

        Assert.Contains(
            nameof(SessionTaskOptions), new SessionTaskOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
        Assert.True(new SessionTaskOptionsValidator().Validate(null, new()).Succeeded);
        Assert.True(new SessionTaskOptionsValidator().Validate(null, new() { TimeToLive = Timeout.InfiniteTimeSpan }).Succeeded);
    }

    private static TaskRecord Begun() => TaskRules.Begin(new(), "runner", Now);

    private static TaskRecord Ask(TaskRecord record, params string[] keys) =>
        keys.Aggregate(record, (asked, key) => TaskRules.Ask(asked, key, Request(key), [], Now.AddHours(1)));

    private static InputRequest Request(string key) =>
        InputRequest.ForElicitation(new() { Message = $"question {key}", RequestedSchema = new() });

    private static JsonObject Responses(params string[] ids) =>
        new(ids.Select(id => KeyValuePair.Create(id, JsonNode.Parse("""{"action":"decline"}"""))));
}
