using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol;

namespace SessionOrleans.Mcp.Tests.Hosting;

public sealed class McpSessionToolsOptionsTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    public static TheoryData<string, Action<SessionToolsOptions>> Wrong => new()
    {
        { "UserId", options => options.UserId = null! },
        { "SignedInAt", options => options.SignedInAt = null! },
        { "RequestStateTimeToLive", options => options.RequestStateTimeToLive = TimeSpan.Zero },
        { "RequestStateTimeToLive", options => options.RequestStateTimeToLive = TimeSpan.FromDays(2) },
        { "MaxTravellingStateBytes", options => options.MaxTravellingStateBytes = -1 },
        { "MaxTravellingStateBytes", options => options.MaxTravellingStateBytes = 65_537 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Start_OptionBeyondItsLimit_FailsAndNamesIt(string property, Action<SessionToolsOptions> configure)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore(configureTools: configure)));

        Assert.Contains($"SessionToolsOptions.{property}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UserSessionWithoutAKind_FailsWithTheFix()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore().WithTools<KindlessTools>()));

        Assert.Contains("[SessionKind(", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToolSessions_OfTheContainerOutsideOfCalls_SayWhatToDo()
    {
        await using var server = await InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore());
        var sessions = server.Services.GetRequiredService<IToolSessions>();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => sessions.CreateAsync(new Tools.Tally(1)));

        Assert.Contains("construct ToolSessions", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task EmptyUserId_OfTheRule_RefusesTheCallInWordsAndTellsTheOperator(string id)
    {
        using var log = new LogRecorder();
        await using var server = await InProcessServer.StartAsync(
            memory.Store,
            builder => builder.WithSessionStore(configureTools: tools => tools.UserId = _ => id)
                .WithTools<Http.CallerTools>().WithPrompts<CallerPrompts>(),
            log: log);

        var text = (await server.Client.CallToolAsync("colour")).ErrorText();
        var prompt = await Assert.ThrowsAsync<McpProtocolException>(async () => await server.Client.GetPromptAsync("who"));

        Assert.StartsWith("This server cannot tell who calls", text, StringComparison.Ordinal);
        Assert.Contains("SessionToolsOptions.UserId", text, StringComparison.Ordinal);
        Assert.Contains("This server cannot tell who calls", prompt.Message, StringComparison.Ordinal);
        Assert.Contains(log.Entries, entry =>
            entry.Level is LogLevel.Warning && entry.Message.Contains("SessionToolsOptions.UserId", StringComparison.Ordinal));
    }

    private sealed class CallerPrompts
    {
        [McpServerPrompt]
        public static string Who(SessionUser user) => $"{user}";
    }

    private sealed class Kindless;

    private sealed class KindlessTools
    {
        [McpServerTool]
        public static string Kindless(UserSession<Kindless> session) => session.Id;
    }
}
