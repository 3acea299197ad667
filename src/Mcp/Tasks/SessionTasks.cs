using System.Text.Json.Nodes;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// What clients and tools do to tasks. A task is named by its id in the store, to which only its owner's requests lead; an answer of null
/// means that there is none. Thread-safe.
/// </summary>
internal sealed partial class SessionTasks(
    TaskStore store, TaskRunner runner, IOptions<SessionTaskOptions> options, ILogger<SessionTasks> logger, TimeProvider? time = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private DateTimeOffset Now => (time ?? TimeProvider.System).GetUtcNow();

    /// <summary>Makes a task that this process runs. It is in the store when this returns.</summary>
    public async Task<(TaskRun Run, TaskResult Created)> BeginAsync(string? owner, CancellationToken cancellationToken)
    {
        await runner.StartAsync(cancellationToken);
        var taskId = TaskIds.Create();
        var record = TaskRules.Begin(options.Value, runner.Name, Now);
        var run = new TaskRun(TaskIds.ToSessionId(taskId, owner)!);
        runner.Add(run);
        try
        {
            await store.CreateAsync(run.SessionId, record, owner, cancellationToken);
        }
        catch
        {
            runner.Remove(run);
            throw;
        }

        run.EndAfter(LongestTimer(options.Value.TimeToLive));
        return (run, record.ToResult(taskId, TasksExtension.TaskCreated));
    }

    public async Task<TaskRecord?> GetAsync(string sessionId, CancellationToken cancellationToken)
    {
        var record = await store.ReadAsync(sessionId, cancellationToken);
        if (record is { IsTerminal: false } && await runner.IsGoneAsync(record.Runner, cancellationToken))
        {
            var error = TaskErrors.Of(
                McpErrorCode.InternalError,
                "The server that ran the task is gone, and the task with it. What it did until then may have taken effect.");
            record = await store.ChangeAsync(sessionId, current => TaskRules.Fail(current, error, Now), cancellationToken);
        }

        return record;
    }

    /// <exception cref="RequestAnswerException">An answer does not fit its question; nothing was done.</exception>
    public async Task<TaskRecord?> AnswerAsync(string sessionId, JsonObject responses, CancellationToken cancellationToken)
    {
        var record = await store.ChangeAsync(sessionId, current => TaskRules.Answer(current, responses, Now), cancellationToken);
        if (record is { Responses.IsEmpty: false })
            await TellAsync(sessionId, record, run => run.Deliver(record.Responses), cancellationToken);
        return record;
    }

    public async Task<TaskRecord?> CancelAsync(string sessionId, CancellationToken cancellationToken)
    {
        var record = await store.ChangeAsync(sessionId, current => TaskRules.Cancel(current, Now), cancellationToken);

        // Also where it was cancelled before: the one who did may not have come to tell.
        if (record is { Status: McpTaskStatus.Cancelled })
            await TellAsync(sessionId, record, run => run.End(), cancellationToken);
        return record;
    }

    /// <summary>Asks the client on behalf of a tool, and waits for the answer.</summary>
    public async ValueTask<JsonNode?> AskAsync(TaskRun run, string method, JsonNode? parameters, CancellationToken cancellationToken)
    {
        // Random, so that no key of a task ever comes again.
        var key = Guid.NewGuid().ToString("N");
        var request = new InputRequest
        {
            Method = method,
            Params = parameters is null ? null : JsonSerializer.SerializeToElement(parameters),
        };
        var response = run.ResponseTo(key);
        var record = await store.ChangeAsync(
            run.SessionId, current => TaskRules.Ask(current, key, request, run.Delivered, Now), cancellationToken);
        if (record is not { IsTerminal: false })
            throw new McpException("The task has ended; nobody answers any more.");
        return JsonNode.Parse((await response.WaitAsync(cancellationToken)).RawValue.GetRawText());
    }

    /// <summary>The call has a result.</summary>
    public async Task CompleteAsync(TaskRun run, CallToolResult result)
    {
        var json = JsonSerializer.SerializeToElement(result, McpJsonUtilities.DefaultOptions);
        try
        {
            await EndAsync(run, record => TaskRules.Complete(record, json, Now));
        }
        catch (ArgumentException tooLarge)
        {
            await FailAsync(run, TaskErrors.Of(McpErrorCode.InternalError, $"The result cannot be kept. {tooLarge.Message}"));
        }
    }

    /// <summary>The call ended with a JSON-RPC error.</summary>
    public Task FailAsync(TaskRun run, JsonRpcErrorDetail error) =>
        EndAsync(run, record => TaskRules.Fail(record, error, Now));

    /// <summary>The tool stopped because the task had ended; what it ended as, it stays.</summary>
    public Task StopAsync(TaskRun run) =>
        EndAsync(run, record => TaskRules.Cancel(record, Now));

    private static bool IsForAWhile(SessionStoreException trouble) => trouble is SessionOutcomeUnknownException or { RetryAfter: not null };

    /// <summary>A timer runs for 49 days at most; what lives longer is seen to by looking.</summary>
    private static TimeSpan LongestTimer(TimeSpan timeToLive) =>
        timeToLive == Timeout.InfiniteTimeSpan || timeToLive.TotalMilliseconds >= uint.MaxValue - 1 ? Timeout.InfiniteTimeSpan : timeToLive;

    /// <summary>Keeps how a task ended. Nobody else knows it, so where the store is away this waits for it, until the task is
    /// over.</summary>
    private async Task EndAsync(TaskRun run, Func<TaskRecord, TaskRecord> end)
    {
        var isKept = false;
        while (!isKept)
        {
            try
            {
                await store.ChangeAsync(run.SessionId, end, CancellationToken.None);
                isKept = true;
            }
            catch (SessionStoreException trouble) when (IsForAWhile(trouble) && !run.Ended.IsCancellationRequested)
            {
                LogKeptLater(trouble.GetType().Name);
                await Task.Delay(Pause, run.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Lets the host that runs a task know what happened, which may be this one.</summary>
    private Task TellAsync(string sessionId, TaskRecord record, Action<TaskRun> here, CancellationToken cancellationToken)
    {
        if (runner.Find(sessionId) is { } run)
        {
            here(run);
            return Task.CompletedTask;
        }

        return record.Runner == runner.Name
            ? Task.CompletedTask // It ran here, and has finished.
            : runner.TellAsync(record.Runner, sessionId, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "What a task ended with could not be kept, and is tried again in a second: {Trouble}.")]
    private partial void LogKeptLater(string trouble);
}
