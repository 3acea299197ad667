using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Http;

/// <summary>Tools that work on what belongs to who calls.</summary>
public sealed class CallerTools
{
    [McpServerTool]
    public static async Task<string> Open(IToolSessions sessions, CancellationToken ct) =>
        (await sessions.CreateAsync(new Tally(0), cancellationToken: ct)).Handle;

    [McpServerTool]
    public static async Task<string> OpenMemo(IToolSessions sessions, string text, CancellationToken ct) =>
        (await sessions.CreateAsync(new Memo(text), cancellationToken: ct)).Handle;

    [McpServerTool]
    public static async Task<string> Count(ToolSession<Tally> tally, CancellationToken ct) =>
        $"{(await tally.UpdateAsync(value => value.Next(), ct)).Count}";

    [McpServerTool]
    public static async Task<string> CountAll(string[] tallies, IToolSessions sessions, CancellationToken ct)
    {
        var sum = 0;
        foreach (var tally in tallies)
            sum += (await sessions.Open<Tally>(tally).GetAsync(ct)).Count;
        return $"{sum}";
    }

    [McpServerTool]
    public static async Task<string> Hold(ToolSession<Tally> tally, CancellationToken ct)
    {
        await using var held = await tally.LockAsync(cancellationToken: ct);
        return $"{held.Value<Tally>()!.Value.Count}";
    }

    [McpServerTool]
    public static async Task<string> Mine(IToolSessions sessions, CancellationToken ct)
    {
        var page = await sessions.ListAsync<Tally>(cancellationToken: ct);
        return string.Join(' ', page.Sessions.Select(session => session.Handle).Order(StringComparer.Ordinal));
    }

    [McpServerTool]
    public static async Task<string> Paint(UserSession<Prefs> prefs, string colour, CancellationToken ct) =>
        (await prefs.UpdateAsync(value => new() { Colour = colour, Times = value.Times + 1 }, cancellationToken: ct)).Times.ToString(
            System.Globalization.CultureInfo.InvariantCulture);

    [McpServerTool]
    public static async Task<string> Colour(UserSession<Prefs> prefs, CancellationToken ct) => (await prefs.GetAsync(ct)).Colour;

    [McpServerTool]
    public static string WhoAmI(SessionUser user) => user.Id ?? "nobody";
}
