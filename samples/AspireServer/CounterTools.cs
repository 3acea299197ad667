using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace AspireServer;

public sealed class CounterTools
{
    [McpServerTool, Description("Opens a counter and returns its handle. It ends an hour after the last write.")]
    public static async Task<string> CreateCounter(IToolSessions sessions, CancellationToken ct)
        => (await sessions.CreateAsync(new Counter(0), cancellationToken: ct)).Handle;

    [McpServerTool, Description("Adds to a counter.")]
    public static async Task<string> Add(ToolSession<Counter> counter, int amount, CancellationToken ct)
        => $"{(await counter.UpdateAsync(old => new(old.Value + amount), ct)).Value}";
}
