using System.ComponentModel;
using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Binding;

/// <summary>Tools with sessions in every place where a signature can have them.</summary>
public sealed class TallyTools
{
    /// <summary>Answers in JSON.</summary>
    public sealed record Opened(string Tally, string Memo);

    [McpServerTool]
    public static async Task<Opened> Open(IToolSessions sessions, CancellationToken ct) =>
        new(
            (await sessions.CreateAsync(new Tally(0), cancellationToken: ct)).Handle,
            (await sessions.CreateAsync(new Memo("hello"), cancellationToken: ct)).Handle);

    [McpServerTool]
    public static async Task<string> OpenBriefly(IToolSessions sessions, int days, CancellationToken ct) =>
        (await sessions.CreateAsync(new Tally(0), new() { TimeToLive = TimeSpan.FromDays(days) }, ct)).Handle;

    [McpServerTool]
    public static async Task<int> Count(ToolSession<Tally> tally, CancellationToken ct) =>
        (await tally.UpdateAsync(value => value.Next(), ct)).Count;

    [McpServerTool]
    public static async Task<string> Both(
        [Description("Which tally.")] ToolSession<Tally> tally, ToolSession<Memo> memo, string suffix, CancellationToken ct) =>
        $"{(await memo.GetAsync(ct)).Text} {(await tally.GetAsync(ct)).Count}{suffix}";

    [McpServerTool]
    public static async Task<string> Perhaps(ToolSession<Tally>? tally = null, CancellationToken ct = default) =>
        tally is null ? "none" : $"{(await tally.GetAsync(ct)).Count}";
}
