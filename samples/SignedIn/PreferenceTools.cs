using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace SignedIn;

/// <summary>The parameter is the session of who signed in. It is not in the schema, so nobody can name another's.</summary>
public sealed class PreferenceTools
{
    private static readonly SessionWriteOptions Kept = new() { TimeToLive = TimeSpan.FromDays(90) };

    [McpServerTool, Description("Sets your language. It is kept for 90 days.")]
    public static async Task<string> SetLanguage(UserSession<Preferences> mine, string language, CancellationToken ct)
        => (await mine.UpdateAsync(preferences => preferences with { Language = language }, Kept, ct)).Language;

    [McpServerTool(ReadOnly = true), Description("Says your language.")]
    public static async Task<string> GetLanguage(UserSession<Preferences> mine, CancellationToken ct)
        => (await mine.GetAsync(ct)).Language;
}
