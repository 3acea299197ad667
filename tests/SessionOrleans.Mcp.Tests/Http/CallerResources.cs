using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Http;

/// <summary>Sessions as resources.</summary>
public sealed class CallerResources
{
    [McpServerResource(UriTemplate = "memo://{memo}")]
    public static async Task<string> Read(string memo, IToolSessions sessions, CancellationToken ct) =>
        (await sessions.Open<Memo>(memo).GetAsync(ct)).Text;

    [McpServerResource(UriTemplate = "prefs://mine")]
    public static async Task<string> Mine(UserSession<Prefs> prefs, CancellationToken ct) => (await prefs.GetAsync(ct)).Colour;
}
