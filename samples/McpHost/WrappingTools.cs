using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace McpHost;

/// <summary>Work that takes longer than a call should.</summary>
public sealed class WrappingTools
{
    private static readonly TimeSpan OneItem = TimeSpan.FromSeconds(1);

    [McpServerTool(ReadOnly = true)]
    [Description("Wraps what is in a basket as presents, an item a second. Runs as a task where the client can handle one.")]
    public static async Task<string> GiftWrap(ToolSession<Cart> basket, CancellationToken ct)
    {
        var items = (await basket.GetAsync(ct)).Items.Values.Sum();
        for (var wrapped = 0; wrapped < items; wrapped++)
            await Task.Delay(OneItem, ct); // Cancelled by tasks/cancel, whichever host it reaches.
        return $"Wrapped {items} items.";
    }

    public static void Configure(SessionTaskOptions tasks)
    {
        tasks.ExecutionModeSelector = Mode;
        tasks.MaxRunningAnonymous = 32; // Presents are wrapped for everybody.
    }

    /// <summary>All other tools answer at once.</summary>
    private static TaskExecutionMode Mode(RequestContext<CallToolRequestParams> call)
        => call.Params.Name == "gift_wrap" ? TaskExecutionMode.Optional : TaskExecutionMode.Synchronous;
}
