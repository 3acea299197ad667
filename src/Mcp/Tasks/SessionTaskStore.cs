using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>The SDK's tasks as sessions. All methods mean the tasks of the present call's user. Thread-safe.</summary>
internal sealed class SessionTaskStore : IMcpTaskStore
{
    private readonly ISessionStore _store;
    private readonly TaskRunner _runner;
    private readonly SessionTaskOptions _options;
    private readonly TimeProvider _time;

    public SessionTaskStore(ISessionStore store, TaskRunner runner, IOptions<SessionTaskOptions> options, TimeProvider? time = null)
    {
        (_store, _runner, _options, _time) = (store, runner, options.Value, time ?? TimeProvider.System);
        _runner.Look = LookAsync;
    }

    public event Action<InputResponseReceivedEventArgs>? InputResponseReceived;

    private DateTimeOffset Now => _time.GetUtcNow();

    public async Task<McpTaskInfo> CreateTaskAsync(CancellationToken cancellationToken = default)
    {
        var (taskId, owner) = (TaskIds.Create(), TaskOwner.Current);
        var sessionId = TaskIds.ToSessionId(taskId, owner)!;
        var runsHere = TaskRunScope.IsEntered;
        if (runsHere)
            await _runner.StartAsync(cancellationToken);

        var record = TaskRules.Begin(_options, runsHere ? _runner.Name : null, Now);
        var run = runsHere ? new TaskRun(taskId, sessionId) : null;
        if (run is not null)
            _runner.Add(TaskRunScope.Current = run);
        try
        {
            _ = await _store.TrySetAsync(sessionId, record.ToBytes(), WriteCondition.IfAbsent, Lifetime(owner), cancellationToken)
                ?? throw new SessionStoreException("The new task's id was taken already. Try again.") { RetryAfter = TimeSpan.Zero };
        }
        catch when (run is not null)
        {
            _runner.Remove(run);
            throw;
        }

        run?.EndAfter(LongestTimer(_options.TimeToLive));
        return record.ToInfo(taskId);
    }

    public async Task<McpTaskInfo?> GetTaskAsync(string taskId, CancellationToken cancellationToken = default)
    {
        if (TaskIds.ToSessionId(taskId, TaskOwner.Current) is not { } sessionId || await ReadAsync(sessionId, cancellationToken) is not { } record)
            return null;
        if (record is { IsTerminal: false, Runner: { } runner } && await _runner.IsGoneAsync(runner, cancellationToken))
        {
            record = await ChangeAsync(sessionId, current => TaskRules.Fail(current, Error(
                McpErrorCode.InternalError, "The server that ran the task is gone, and the task with it. What it did until then may have taken effect."), Now), cancellationToken);
        }

        return record?.ToInfo(taskId);
    }

    public async Task SetCompletedAsync(string taskId, JsonElement result, CancellationToken cancellationToken = default)
    {
        try
        {
            await ChangeTaskAsync(taskId, record => TaskRules.Complete(record, result, Now), cancellationToken);
        }
        catch (ArgumentException tooLarge)
        {
            await SetFailedAsync(taskId, Error(McpErrorCode.InternalError, $"The result cannot be kept. {tooLarge.Message}"), cancellationToken);
        }
    }

    public Task SetFailedAsync(string taskId, JsonElement error, CancellationToken cancellationToken = default) =>
        ChangeTaskAsync(taskId, record => TaskRules.Fail(record, error, Now), cancellationToken);

    public async Task<bool> SetCancelledAsync(string taskId, CancellationToken cancellationToken = default)
    {
        var cancelled = false;
        var record = await ChangeTaskAsync(taskId, current =>
        {
            cancelled = !current.IsTerminal;
            return TaskRules.Cancel(current, Now);
        }, cancellationToken);

        // Whatever it is told here, the SDK goes on to cancel a tool that runs on this host as this task: an exception keeps it from that.
        if (record is null && ToolCall.Current?.Request?.Method == TasksProtocol.MethodTasksCancel)
            throw UnknownTask();

        // Also where it was cancelled before: the one who did may not have come to tell.
        if (record is { Task.Status: McpTaskStatus.Cancelled, Runner: { } runner })
            await TellAsync(taskId, runner, run => run.End(), cancellationToken);
        return cancelled;
    }

    public async Task SetInputRequestsAsync(
        string taskId, IDictionary<string, InputRequest> inputRequests, CancellationToken cancellationToken = default)
    {
        var delivered = RunOf(taskId)?.Delivered ?? [];
        var record = await ChangeTaskAsync(taskId, current => TaskRules.Ask(current, inputRequests, delivered, Now), cancellationToken);
        if (record is not { IsTerminal: false })
            throw new McpException("The task has ended; nobody answers any more.");
    }

    public async Task ResolveInputRequestsAsync(
        string taskId, IDictionary<string, InputResponse> inputResponses, CancellationToken cancellationToken = default)
    {
        var record = await ChangeTaskAsync(taskId, current => TaskRules.Answer(current, inputResponses, Now), cancellationToken)
            ?? throw UnknownTask();
        if (record.Runner is { } runner && record.Responses.Count > 0)
            await TellAsync(taskId, runner, run => Deliver(run, record), cancellationToken);
        else if (record.Runner is null)
            Raise(taskId, record.Responses.Where(response => inputResponses.ContainsKey(response.Key)));
    }

    private static McpProtocolException UnknownTask() => new("Unknown task.", McpErrorCode.InvalidParams);

    private static JsonElement Error(McpErrorCode code, string message) => JsonSerializer.SerializeToElement(
        new JsonRpcErrorDetail { Code = (int)code, Message = message }, McpJsonUtilities.DefaultOptions);

    /// <summary>A timer runs for 49 days at most; what lives longer is seen to by looking.</summary>
    private static TimeSpan LongestTimer(TimeSpan timeToLive) =>
        timeToLive == Timeout.InfiniteTimeSpan || timeToLive.TotalMilliseconds >= uint.MaxValue - 1 ? Timeout.InfiniteTimeSpan : timeToLive;

    private SessionWriteOptions Lifetime(string? owner) => new()
    {
        TimeToLive = _options.TimeToLive,
        MaxLifetime = _options.TimeToLive,
        Sliding = false,
        Owner = owner,
    };

    private TaskRun? RunOf(string taskId) =>
        TaskIds.ToSessionId(taskId, TaskOwner.Current) is { } sessionId ? _runner.Find(sessionId) : null;

    /// <summary>Lets the host that runs a task know what happened, which may be this one.</summary>
    private Task TellAsync(string taskId, string runner, Action<TaskRun> here, CancellationToken cancellationToken)
    {
        if (RunOf(taskId) is { } run)
        {
            here(run);
            return Task.CompletedTask;
        }

        return runner == _runner.Name
            ? Task.CompletedTask // It ran here, and has finished.
            : _runner.TellAsync(runner, TaskIds.ToSessionId(taskId, TaskOwner.Current)!, cancellationToken);
    }

    /// <summary>Finds out what other hosts did to a task that runs here.</summary>
    private async Task LookAsync(TaskRun run)
    {
        if (await ReadAsync(run.SessionId, CancellationToken.None) is { IsTerminal: false } record)
            Deliver(run, record);
        else
            run.End();
    }

    private void Deliver(TaskRun run, TaskRecord record) =>
        Raise(run.TaskId, record.Responses.Where(response => run.Deliver(response.Key)));

    private void Raise(string taskId, IEnumerable<KeyValuePair<string, InputResponse>> responses)
    {
        foreach (var (requestId, response) in responses)
            InputResponseReceived?.Invoke(new() { TaskId = taskId, RequestId = requestId, Response = response });
    }

    private async Task<TaskRecord?> ReadAsync(string sessionId, CancellationToken cancellationToken) =>
        await _store.GetAsync<byte[]>(sessionId, cancellationToken) is { } session ? TaskRecord.Parse(session.Value) : null;

    private Task<TaskRecord?> ChangeTaskAsync(string taskId, Func<TaskRecord, TaskRecord> change, CancellationToken cancellationToken) =>
        TaskIds.ToSessionId(taskId, TaskOwner.Current) is { } sessionId ? ChangeAsync(sessionId, change, cancellationToken) : Task.FromResult<TaskRecord?>(null);

    /// <summary>The task as it is after the change; null when there is none. Where it changes nothing, nothing is written.</summary>
    private async Task<TaskRecord?> ChangeAsync(string sessionId, Func<TaskRecord, TaskRecord> change, CancellationToken cancellationToken)
    {
        while (await _store.GetAsync<byte[]>(sessionId, cancellationToken) is { } session)
        {
            var record = TaskRecord.Parse(session.Value);
            var changed = change(record);
            if (ReferenceEquals(changed, record)
                || await _store.TrySetAsync(sessionId, changed.ToBytes(), WriteCondition.IfVersion(session.Version), options: null, cancellationToken) is not null)
                return changed;
        }

        return null;
    }
}
