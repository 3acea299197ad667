using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Mcp.Tests.Tools;

/// <summary>A type of tools gained a required member while sessions of it live.</summary>
public sealed class McpChangedTypeTests
{
    private const string Alice = "alice";

    [Fact]
    public async Task Unreadable_TypeThatGainedARequiredMember_IsLoggedWithTheMemberAndToldInPlainWords()
    {
        await using var store = await StoreAsync();
        var handle = await WriteOldAsync(store);
        using var log = new LogRecorder();
        await using var server = await StartAsync(store, log);

        foreach (var text in await TextsAsync(server, handle))
            Assert.StartsWith("This server cannot read or keep the data", text, StringComparison.Ordinal);

        Assert.Equal(3, log.Entries.Count(entry =>
            entry.Level is LogLevel.Error && entry.Exception?.InnerException?.Message.Contains("theme", StringComparison.Ordinal) is true));
    }

    [Fact]
    public async Task Unreadable_WithAMigration_IsReadInTheNewForm()
    {
        await using var store = await StoreAsync(options => options.Migrate<Settings>(json =>
        {
            json["theme"] ??= "light";
            return json;
        }));
        var handle = await WriteOldAsync(store);
        await using var server = await StartAsync(store);

        Assert.Equal(["en light", "en light!", "en light"], await TextsAsync(server, handle));
    }

    [Fact]
    public async Task Unreadable_AndTreatedAsAbsent_StartsTheUserAnewAndRefusesTheHandle()
    {
        await using var store = await StoreAsync(options => options.TreatUnreadableAsAbsent = true);
        var handle = await WriteOldAsync(store);
        await using var server = await StartAsync(store);

        var texts = await TextsAsync(server, handle);

        Assert.Equal(["none none", "none none!"], texts[..2]);
        Assert.StartsWith("Unknown or expired settings handle.", texts[2], StringComparison.Ordinal);
    }

    private static Task<ISessionStore> StoreAsync(Action<SessionStoreOptions>? configure = null)
    {
        var options = new SessionStoreOptions { Prefix = $"mcp-changed-{Guid.NewGuid():N}:" };
        configure?.Invoke(options);
        return SessionStoreFactory.CreateMemoryAsync(options);
    }

    /// <summary>What the earlier program wrote: a session of the user, and one with the handle that is returned.</summary>
    private static async Task<string> WriteOldAsync(ISessionStore store)
    {
        await new UserSession<OldSettings>(store, Alice).SetAsync(new() { Language = "en" });
        return (await new ToolSessions(store, Alice).CreateAsync(new OldSettings { Language = "en" })).Handle;
    }

    private static async Task<string[]> TextsAsync(InProcessServer server, string handle) =>
    [
        TextOf(await server.Client.CallToolAsync("read")),
        TextOf(await server.Client.CallToolAsync("emphasize")),
        TextOf(await server.Client.CallToolAsync("open", new Dictionary<string, object?> { ["settings"] = handle })),
    ];

    private static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    private static Task<InProcessServer> StartAsync(ISessionStore store, LogRecorder? log = null) => InProcessServer.StartAsync(
        store,
        builder => builder.WithSessionStore(configureTools: tools => tools.UserId = _ => Alice).WithTools<SettingsTools>(),
        log: log);

    [SessionKind("settings")]
    private sealed record OldSettings
    {
        public string Language { get; init; } = "none";
    }

    [SessionKind("settings")]
    private sealed record Settings
    {
        public string Language { get; init; } = "none";

        [JsonRequired]
        public string Theme { get; init; } = "none";
    }

    private sealed class SettingsTools
    {
        [McpServerTool]
        public static async Task<string> Read(UserSession<Settings> mine, CancellationToken ct) => Say(await mine.GetAsync(ct));

        [McpServerTool]
        public static async Task<string> Emphasize(UserSession<Settings> mine, CancellationToken ct) =>
            Say(await mine.UpdateAsync(value => value with { Theme = value.Theme + "!" }, ct));

        [McpServerTool]
        public static async Task<string> Open(ToolSession<Settings> settings, CancellationToken ct) => Say(await settings.GetAsync(ct));

        private static string Say(Settings value) => $"{value.Language} {value.Theme}";
    }
}
