using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

/// <summary>Tools that say something before they answer, and one whose stream ends before its answer.</summary>
internal sealed class StreamTools
{
    private const string Reconnection = "test_reconnection";

    [McpServerTool(Name = "test_tool_with_logging"), Description("Logs three messages.")]
    public static async Task<string> Log(McpServer server, CancellationToken ct)
    {
        var logger = LoggerOf(server);
        LogStarted(logger);
        await BetweenAsync(ct);
        LogProcessing(logger);
        await BetweenAsync(ct);
        LogCompleted(logger);
        return "Logged three messages.";
    }

    [McpServerTool(Name = "test_logging_tool"), Description("Logs a message.")]
    public static string LogOnce(McpServer server)
    {
        LogStarted(LoggerOf(server));
        return "Logged a message.";
    }

    [McpServerTool(Name = "test_tool_with_progress"), Description("Tells how far it is.")]
    public static async Task<string> Progress(IProgress<ProgressNotificationValue> progress, CancellationToken ct)
    {
        for (var percent = 0; percent <= 100; percent += 50)
        {
            progress.Report(new() { Progress = percent, Total = 100 });
            await BetweenAsync(ct);
        }

        return "Told how far it was.";
    }

    [McpServerTool(Name = "test_streaming_elicitation"), Description("Answers, and asks nothing on its stream.")]
    public static string AskNothing() => "Nothing was asked.";

    [McpServerTool(Name = Reconnection), Description("Its stream ends, and the client comes back for the answer.")]
    public static string Reconnect() => "The client came back.";

    /// <summary>Has the client come back where the tool wants it.</summary>
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> EndStream(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) => async (call, ct) =>
    {
        var result = await next(call, ct);
#pragma warning disable MCP9006 // Obsolete, as all that concerns streams that can be resumed.
        if (call.Params.Name == Reconnection)
            await call.EnablePollingAsync(TimeSpan.FromMilliseconds(500), ct);
#pragma warning restore MCP9006
        return result;
    };

#pragma warning disable MCP9005 // Deprecated, and what the scenarios ask for.
    private static ILogger LoggerOf(McpServer server) => server.AsClientLoggerProvider().CreateLogger("conformance");
#pragma warning restore MCP9005

    // The suite's text asks its fixtures for some 50 ms between two messages, and its scenarios watch that they come one after the other.
    // The pause is what is tested: nothing here waits by it for something to have happened.
    private static Task BetweenAsync(CancellationToken ct) => Task.Delay(50, ct);

    private static void LogStarted(ILogger logger) => logger.LogInformation("Tool execution started");

    private static void LogProcessing(ILogger logger) => logger.LogInformation("Tool processing data");

    private static void LogCompleted(ILogger logger) => logger.LogInformation("Tool execution completed");
}
