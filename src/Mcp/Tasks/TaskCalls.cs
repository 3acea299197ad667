using Microsoft.Extensions.DependencyInjection;
using SessionOrleans.Mcp.Tasks.Protocol;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// The filter that makes tasks of calls: the caller gets the task, and the rest of the call, all other filters included, runs in the
/// background. Thread-safe.
/// </summary>
internal sealed partial class TaskCalls(
    SessionTasks tasks,
    TaskQuestions questions,
    TaskRunner runner,
    IServiceScopeFactory scopes,
    IOptions<SessionTaskOptions> options,
    IOptions<SessionToolsOptions> tools,
    ISessionStore store,
    ILogger<TaskCalls> logger)
{
    private readonly ToolErrors _errors = new(logger);
    private readonly CallerSlots _running = new(() => options.Value.RunningLimits);

    public async ValueTask<ResultOrAlternate<CallToolResult>> CallAsync(
        RequestContext<CallToolRequestParams> context,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next,
        CancellationToken cancellationToken)
    {
        var mode = options.Value.ExecutionModeSelector(context);
        if (mode == TaskExecutionMode.Synchronous)
            return await next(context, cancellationToken);
        if (!TasksExtension.IsDeclaredBy(context.JsonRpcRequest))
            return mode == TaskExecutionMode.Required ? throw TasksExtension.NotDeclared() : await next(context, cancellationToken);

        IDisposable? slot = null;
        try
        {
            var user = tools.Value.UserOf(context.User);
            await UserBarrier.AdmitAsync(store, user, cancellationToken);
            var owner = user.Owner;
            if (owner is null && options.Value.MaxRunningAnonymous == 0)
            {
                return mode == TaskExecutionMode.Required
                    ? throw SessionUserException.SignInFirst() : await next(context, cancellationToken);
            }

            slot = _running.TryTake(owner, out var reached) ?? throw Refused(reached);
            var (run, created) = await tasks.BeginAsync(owner, cancellationToken);
            var held = slot;
            _ = Task.Run(() => RunAsync(run, held, context, next), CancellationToken.None);
            slot = null;
            return ResultOrAlternate<CallToolResult>.FromAlternate(created, TaskResult.TypeInfo);
        }
        catch (Exception exception) when (ToolErrors.IsForCaller(exception))
        {
            return _errors.Answer(context.Params.Name, exception);
        }
        finally
        {
            slot?.Dispose();
        }
    }

    private SessionStoreBusyException Refused(SlotLimit reached)
    {
        var limits = options.Value;
        return new(reached switch
        {
            SlotLimit.PerUser => $"You have {limits.MaxRunningPerUser:N0} tasks running on this server, which is the most " +
                $"({nameof(SessionTaskOptions.MaxRunningPerUser)}). Cancel one, or try again when one has ended.",
            SlotLimit.Anonymous => $"Callers that did not sign in have {limits.MaxRunningAnonymous:N0} tasks running on this server, " +
                $"which is the most ({nameof(SessionTaskOptions.MaxRunningAnonymous)}). Sign in, or try again later.",
            _ => $"This server runs {limits.MaxRunning:N0} tasks, which is the most ({nameof(SessionTaskOptions.MaxRunning)}). " +
                "Try again later.",
        });
    }

    private async Task RunAsync(
        TaskRun run,
        IDisposable slot,
        RequestContext<CallToolRequestParams> call,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next)
    {
        try
        {
            // The request's own services end with its response, and so does its way to ask the client.
            await using var scope = scopes.CreateAsyncScope();
            var context = new RequestContext<CallToolRequestParams>(
                call.Server.WithOutgoingRequestInterceptor((method, parameters, ct) => tasks.AskAsync(run, method, parameters, ct)),
                call.JsonRpcRequest,
                call.Params)
            {
                MatchedPrimitive = call.MatchedPrimitive,
                Services = scope.ServiceProvider,
            };
            await EndAsync(run, context, next);
        }
        catch (Exception trouble)
        {
            LogNotKept(trouble);
        }
        finally
        {
            runner.Remove(run);
            slot.Dispose();
        }
    }

    /// <summary>Keeps what the call would have been answered with.</summary>
    private async Task EndAsync(
        TaskRun run,
        RequestContext<CallToolRequestParams> context,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next)
    {
        CallToolResult result;
        try
        {
            result = await questions.CallAsync(run, context, next);
        }
        catch (OperationCanceledException) when (run.Ended.IsCancellationRequested)
        {
            await tasks.StopAsync(run);
            return;
        }
        catch (McpProtocolException error)
        {
            await tasks.FailAsync(run, TaskErrors.Of(error));
            return;
        }
        catch (Exception exception)
        {
            // A filter's: what a tool throws has become a result before. Answered as the SDK answers a call.
            LogFailed(exception);
            var name = context.Params.Name;
            var text = $"An error occurred invoking '{name}'{(exception is McpException ? $": {exception.Message}" : ".")}";
            result = ToolErrors.IsForCaller(exception)
                ? _errors.Answer(name, exception)
                : new() { IsError = true, Content = [new TextContentBlock { Text = text }] };
        }

        result.ResultType ??= TasksExtension.Complete;
        await tasks.CompleteAsync(run, result);
    }

    [LoggerMessage(LogLevel.Error, "A call that ran as a task failed outside of its tool.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "What a task ended with could not be kept: to its caller it works on until its time to live is over.")]
    private partial void LogNotKept(Exception trouble);
}
