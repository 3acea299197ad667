using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// Calls that end with questions, as <see cref="IRequestState{T}"/> has them: within a task they are asked on the task, and the call is
/// made again with the answers and its state. Thread-safe.
/// </summary>
internal sealed class TaskQuestions(SessionTasks tasks)
{
    /// <summary>As the SDK has it where it asks older clients for a tool.</summary>
    private const int MaxRounds = 10;

    /// <summary>The result of a call, after whatever it asks.</summary>
    public async Task<CallToolResult> CallAsync(
        TaskRun run,
        RequestContext<CallToolRequestParams> context,
        McpRequestHandler<CallToolRequestParams, ResultOrAlternate<CallToolResult>> next)
    {
        for (var round = 0; round <= MaxRounds; round++)
        {
            try
            {
                return (await next(context, run.Ended)).Result ?? throw new McpProtocolException(
                    "A filter or handler answered the call with no tool result.", McpErrorCode.InternalError);
            }
            catch (InputRequiredException asking)
            {
                context = await AskAsync(run, context, asking.Result);
            }
        }

        throw new McpProtocolException($"The tool ended its call with questions more than {MaxRounds} times.", McpErrorCode.InternalError);
    }

    private async Task<RequestContext<CallToolRequestParams>> AskAsync(
        TaskRun run, RequestContext<CallToolRequestParams> context, InputRequiredResult asking)
    {
        var questions = asking.InputRequests ?? new Dictionary<string, InputRequest>();
        var answers = await Task.WhenAll(questions.Select(async question => KeyValuePair.Create(
            question.Key,
            await tasks.AskAsync(run, question.Value.Method, JsonSerializer.SerializeToNode(question.Value.Params), run.Ended))));

        var parameters = context.JsonRpcRequest.Params?.DeepClone() as JsonObject ?? [];
        parameters["inputResponses"] = new JsonObject(answers);
        parameters.Remove("requestState");
        if (asking.RequestState is { } state)
            parameters["requestState"] = state;

        var request = context.JsonRpcRequest;
        return new(
            context.Server,
            new() { Id = request.Id, Method = request.Method, Params = parameters, Context = request.Context },
            parameters.Deserialize<CallToolRequestParams>(McpJsonUtilities.DefaultOptions)!)
        {
            MatchedPrimitive = context.MatchedPrimitive,
            Services = context.Services,
        };
    }
}
