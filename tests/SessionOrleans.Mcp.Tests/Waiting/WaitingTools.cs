using ModelContextProtocol;
using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Waiting;

/// <summary>Tools that may have to wait.</summary>
public sealed class WaitingTools
{
    [McpServerTool]
    public static async Task<string> Hold(ToolSession<Tally> tally, IProgress<ProgressNotificationValue> progress, CancellationToken ct)
    {
        await using var held = await tally.LockAsync(cancellationToken: ct);
        progress.Report(new() { Progress = 1, Message = "working" });
        return $"{held.Value<Tally>()!.Value.Count}";
    }

    [McpServerTool]
    public static async Task<string> Count(ToolSession<Tally> tally, CancellationToken ct) =>
        $"{(await tally.UpdateAsync(value => value.Next(), ct)).Count}";

    [McpServerTool]
    public static async Task<string> HoldPrefs(UserSession<Prefs> prefs, CancellationToken ct)
    {
        await using var held = await prefs.LockAsync(cancellationToken: ct);
        return held.Value<Prefs>()!.Value.Colour;
    }
}
