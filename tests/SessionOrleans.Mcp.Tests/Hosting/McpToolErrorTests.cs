using Microsoft.Extensions.Logging;
using SessionOrleans.Mcp.Tests.Binding;

namespace SessionOrleans.Mcp.Tests.Hosting;

/// <summary>What a tool's caller sees when something is wrong.</summary>
public sealed class McpToolErrorTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string Refusal =
        "Unknown or expired tally handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.";

    [Theory]
    [InlineData("unavailable", "The store did not answer. Try again in 1 s.", 1_000)]
    [InlineData("busy", "A thousand wait already. Try again in 1 s.", 1_000)]
    [InlineData("locked", "Another holds the lock.", null)]
    [InlineData("lock_lost", "The lock is lost.", null)]
    [InlineData("ended", "The session ended.", null)]
    [InlineData("outcome_unknown", "It may be written or not.", null)]
    public async Task Call_StoreError_IsAToolErrorWithItsMessageAndWhenToTryAgain(string tool, string expected, int? retryAfterMilliseconds)
    {
        await using var server = await StartAsync();

        var result = await server.Client.CallToolAsync(tool);

        Assert.Equal(expected, result.ErrorText());
        Assert.Equal(retryAfterMilliseconds, (int?)result.Meta?["sessionorleans/retryAfterMs"]);
    }

    [Theory]
    [InlineData("time_to_live_of_zero", "A time to live is above zero")]
    [InlineData("too_large", "the limit is 1,048,576")]
    [InlineData("no_lock", "lock")]
    public async Task Call_BeyondALimitOfTheStore_IsAToolErrorThatNamesIt(string tool, string expected)
    {
        await using var server = await StartAsync();

        var text = (await server.Client.CallToolAsync(tool)).ErrorText();

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("An error occurred", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other_type", "Tally")]
    [InlineData("unkeepable", "value tuple")]
    [InlineData("unkeepable_state", "Loop")]
    [InlineData("null_value", "not null")]
    public async Task DevelopersFault_InATool_IsLoggedWithItsCauseAndToldInPlainWords(string tool, string cause)
    {
        using var log = new LogRecorder();
        await using var server = await StartAsync(log: log);

        var text = (await server.Client.CallToolAsync(tool)).ErrorText();

        Assert.StartsWith("This server cannot read or keep the data", text, StringComparison.Ordinal);
        Assert.Contains("Calling again does not help.", text, StringComparison.Ordinal);
        foreach (var ours in (string[])["byte[]", "SessionStoreOptions", cause])
            Assert.DoesNotContain(ours, text, StringComparison.Ordinal);
        var entry = Assert.Single(log.Entries, entry => entry.Level is LogLevel.Error);
        Assert.Contains(tool, entry.Message, StringComparison.Ordinal);
        Assert.Contains(cause, entry.Exception!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("locked_by_another", 30_000)]
    [InlineData("unavailable_by_itself", 1_000)]
    public async Task SaidTwice_TryAgain_IsSaidOnce(string tool, int retryAfterMilliseconds)
    {
        await using var server = await StartAsync();

        var result = await server.Client.CallToolAsync(tool);

        Assert.Equal(2, result.ErrorText().ToUpperInvariant().Split("TRY AGAIN").Length);
        Assert.Equal(retryAfterMilliseconds, (int?)result.Meta?["sessionorleans/retryAfterMs"]);
    }

    [Theory]
    [InlineData("own_argument")]
    [InlineData("own_timeout")]
    public async Task Call_ToolsOwnError_StaysHidden(string tool)
    {
        await using var server = await StartAsync();

        var text = (await server.Client.CallToolAsync(tool)).ErrorText();

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Call_HandleThatOpensNothing_IsRefusedAlikeWhateverIsWrong(string era)
    {
        await using var server = await StartAsync(era);
        var memo = await new ToolSessions(memory.Store).CreateAsync(new Tools.Memo("mine"));
        var expired = (await server.Client.CallToolAsync("open_briefly", new Dictionary<string, object?> { ["days"] = 2 })).Text();
        memory.Clock.Advance(TimeSpan.FromDays(3));

        object?[] handles =
        [
            SessionHandle.Create("tally", owner: null, new byte[32]), expired, memo.Handle,
            memo.Handle.Replace("memo", "tally", StringComparison.Ordinal), memo.Id,
            "tally_", "", "tally_" + new string('x', 10_000), "tally_\0\uD83D\uDE00 ", null, 7, true, new[] { "tally_1" },
            new Dictionary<string, string>(),
        ];
        foreach (var handle in handles)
            Assert.Equal(
                Refusal, (await server.Client.CallToolAsync("count", new Dictionary<string, object?> { ["tally"] = handle })).ErrorText());
        Assert.Equal(Refusal, (await server.Client.CallToolAsync("count")).ErrorText());
    }

    [Fact]
    public async Task Call_StoreErrorInAFilterOfTheApplication_IsAnsweredAlike()
    {
        await using var server = await InProcessServer.StartAsync(memory.Store, builder => builder
            .WithRequestFilters(
                filters => filters.AddCallToolFilter(_ => (_, _) => throw new SessionStoreBusyException("The filter's store is busy.")))
            .WithSessionStore()
            .WithTools<TallyTools>());

        Assert.Equal("The filter's store is busy. Try again in 1 s.", (await server.Client.CallToolAsync("perhaps")).ErrorText());
    }

    [Fact]
    public async Task Call_StoreUnavailable_IsLoggedForTheOperator()
    {
        using var log = new LogRecorder();
        await using var server = await StartAsync(log: log);

        await server.Client.CallToolAsync("unavailable");

        var entry =
            Assert.Single(log.Entries, entry => entry.Level is LogLevel.Warning && entry.Exception is SessionStoreUnavailableException);
        Assert.Contains("unavailable", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AnyWithAHandle_LogsNoHandle()
    {
        using var log = new LogRecorder();
        await using var server = await StartAsync(log: log);
        var tally = await new ToolSessions(memory.Store).CreateAsync(new Tools.Tally(0));

        await server.Client.CallToolAsync("count", new Dictionary<string, object?> { ["tally"] = tally.Handle });
        await server.Client.CallToolAsync("both", new Dictionary<string, object?> { ["tally"] = tally.Handle });

        Assert.NotEmpty(log.Entries);
        Assert.DoesNotContain(log.Entries, entry => $"{entry.Message}{entry.Exception}".Contains(tally.Handle, StringComparison.Ordinal));
    }

    private Task<InProcessServer> StartAsync(string era = ProtocolEras.Stateless, ILoggerProvider? log = null) =>
        InProcessServer.StartAsync(
            memory.Store, server => server.WithSessionStore().WithTools<TallyTools>().WithTools<TroubledTools>(), era, log);
}
