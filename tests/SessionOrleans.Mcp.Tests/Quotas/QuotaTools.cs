using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Quotas;

/// <summary>Tools that open sessions of the size that their caller likes.</summary>
[McpServerToolType]
public sealed class QuotaTools
{
    [McpServerTool]
    public static async Task<string> Open(IToolSessions sessions, int bytes, CancellationToken ct) =>
        (await sessions.CreateAsync(new Memo(new('x', bytes)), cancellationToken: ct)).Handle;

    [McpServerTool]
    public static async Task<string> Tally(IToolSessions sessions, CancellationToken ct) =>
        (await sessions.CreateAsync(new Tally(0), cancellationToken: ct)).Handle;

    [McpServerTool]
    public static async Task<string> Put(ToolSession<Memo> memo, int bytes, CancellationToken ct)
    {
        await memo.SetAsync(new(new('x', bytes)), cancellationToken: ct);
        return "put";
    }

    [McpServerTool]
    public static async Task<string> PutLocked(ToolSession<Memo> memo, int bytes, CancellationToken ct)
    {
        await using var held = await memo.LockAsync(cancellationToken: ct);
        await held.SetAsync(new Memo(new('x', bytes)), cancellationToken: ct);
        return "put";
    }

    [McpServerTool]
    public static async Task<string> Length(ToolSession<Memo> memo, CancellationToken ct) => $"{(await memo.GetAsync(ct)).Text.Length}";

    [McpServerTool]
    public static async Task<string> End(ToolSession<Memo> memo, CancellationToken ct)
    {
        await memo.EndAsync(ct);
        return "ended";
    }

    [McpServerTool]
    public static async Task<string> Prefer(UserSession<Prefs> prefs, int bytes, CancellationToken ct) =>
        (await prefs.UpdateAsync(value => value with { Colour = new('x', bytes) }, cancellationToken: ct)).Times.ToString(
            System.Globalization.CultureInfo.InvariantCulture);
}
