using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace Conformance.Server;

/// <summary>Tools that run as tasks, where there are tasks.</summary>
internal sealed class TaskTools
{
    [McpServerTool(Name = "greet"), Description("Greets at once.")]
    public static string Greet(string name) => $"Hello, {name}!";

    [McpServerTool(Name = "slow_compute"), Description("Takes so many seconds.")]
    public static async Task<string> Compute(int seconds, CancellationToken ct, string? label = null)
    {
        // The suite's text asks for a task that works for so many seconds. The time is what is tested: nothing waits by it for something
        // to have happened.
        await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
        return $"Computed {label}.";
    }

    [McpServerTool(Name = "failing_job"), Description("Fails, as a task only.")]
    public static string Fail() => throw new McpException("The job failed.");

    [McpServerTool(Name = "protocol_error_job"), Description("Fails with an error of the protocol.")]
    public static string FailProtocol() => throw new McpProtocolException("The job cannot go on.", McpErrorCode.InternalError);

    [McpServerTool(Name = "confirm_delete"), Description("Deletes, if you say so.")]
    public static async Task<string> Delete(McpServer server, string filename, CancellationToken ct) =>
        await ConfirmAsync(server, $"Delete {filename}?", ct) ? $"Deleted {filename}." : $"Left {filename} alone.";

    [McpServerTool(Name = "multi_input"), Description("Asks two things at once.")]
    public static async Task<string> AskTwo(McpServer server, CancellationToken ct)
    {
        await Task.WhenAll(ConfirmAsync(server, "The first?", ct), ConfirmAsync(server, "The second?", ct));
        return "Both are answered.";
    }

    [McpServerTool(Name = "test_tool_with_task"), Description("Asks for a name, and then goes on as a task.")]
    public static string AskThenRun(RequestContext<CallToolRequestParams> call) => InputTools.AskName(call);

    public static TaskExecutionMode Mode(RequestContext<CallToolRequestParams> call) => call.Params.Name switch
    {
        "slow_compute" or "protocol_error_job" or "confirm_delete" or "multi_input" => TaskExecutionMode.Optional,
        "failing_job" => TaskExecutionMode.Required,
        "test_tool_with_task" when call.Params.InputResponses is { Count: > 0 } => TaskExecutionMode.Required,
        _ => TaskExecutionMode.Synchronous,
    };

    private static async Task<bool> ConfirmAsync(McpServer server, string message, CancellationToken ct)
    {
        var form = Forms.Of(("confirm", new ElicitRequestParams.BooleanSchema()));
        return (await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = form }, ct)).IsAccepted;
    }
}
