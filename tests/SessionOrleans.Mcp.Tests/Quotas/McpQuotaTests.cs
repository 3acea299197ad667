namespace SessionOrleans.Mcp.Tests.Quotas;

/// <summary>Callers who take what they can get, over real HTTP, on two hosts of one store.</summary>
public sealed class McpQuotaTests : IAsyncLifetime
{
    private ISessionStore _store = null!;

    public async Task InitializeAsync() =>
        _store = await SessionStoreFactory.CreateMemoryAsync(new() { Prefix = $"quota-tests-{Guid.NewGuid():N}:" });

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Flood_OfAnonymousCallers_EndsAtTheirQuotaAndLeavesUsersAlone(string era)
    {
        await using var hosts = await StartAsync(tools => tools.AnonymousQuota.MaxSessions = 20);
        await using var one = await hosts.ConnectAsync(0, null, era);
        await using var other = await hosts.ConnectAsync(1, null, era);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 90).Select(i => CallAsync(i % 2 == 0 ? one : other, "open", ("bytes", 30_000))));

        Assert.Equal(20, results.Count(result => result.IsError is not true));
        Assert.Equal(20, await _store.Directory.ListOwnedAsync("~anonymous").CountAsync());
        var refusal = results.First(result => result.IsError is true);
        Assert.Contains("AnonymousQuota.MaxSessions)", refusal.ErrorText(), StringComparison.Ordinal);
        Assert.Contains("Sign in, or try again later", refusal.ErrorText(), StringComparison.Ordinal);
        Assert.True((long)refusal.Meta!["sessionorleans/retryAfterMs"]! > 0);
        await using var alice = await hosts.ConnectAsync(0, "alice", era);
        (await CallAsync(alice, "open", ("bytes", 30_000))).Text();
        Assert.Equal(20, await _store.Directory.RemoveOwnedAsync("~anonymous"));
    }

    [Fact]
    public async Task Open_ByAUser_EndsAtTheQuotaOfTheKindAndGoesOnOnceOneIsEnded()
    {
        await using var hosts = await StartAsync(tools => tools.UserQuota.Kinds["memo"] = 3);
        await using var client = await hosts.ConnectToAllAsync("alice", ProtocolEras.Stateless);
        var handles = new List<string>();
        for (var i = 0; i < 3; i++)
            handles.Add((await CallAsync(client, "open", ("bytes", 10))).Text());

        Assert.Contains(
            "You have 3 sessions of this kind", (await CallAsync(client, "open", ("bytes", 10))).ErrorText(), StringComparison.Ordinal);

        (await CallAsync(client, "tally")).Text();
        (await CallAsync(client, "end", ("memo", handles[0]))).Text();
        await Until.TrueAsync(async () => (await CallAsync(client, "open", ("bytes", 10))).IsError is not true);
        Assert.Equal("10", (await CallAsync(client, "length", ("memo", handles[1]))).Text());
    }

    [Fact]
    public async Task Defaults_OfAUser_AreAHundredOfAKind()
    {
        await using var hosts = await StartAsync(_ => { });
        await using var client = await hosts.ConnectAsync(0, "alice", ProtocolEras.Stateless);

        var results = await Task.WhenAll(Enumerable.Range(0, 110).Select(_ => CallAsync(client, "open", ("bytes", 10))));

        Assert.Equal(100, results.Count(result => result.IsError is not true));
    }

    [Theory]
    [InlineData("put")]
    [InlineData("put_locked")]
    public async Task Put_OfMoreThanAToolsSessionHolds_IsRefusedByDefault(string tool)
    {
        await using var hosts = await StartAsync(_ => { });
        await using var client = await hosts.ConnectAsync(0, null, ProtocolEras.Stateless);
        var handle = (await CallAsync(client, "open", ("bytes", 60_000))).Text();

        var refusal = (await CallAsync(client, tool, ("memo", handle), ("bytes", 66_000))).ErrorText();

        Assert.Contains("65,536 (SessionToolsOptions.MaxValueBytes)", refusal, StringComparison.Ordinal);
        Assert.Contains("SessionToolsOptions.MaxValueBytes", (await CallAsync(client, "open", ("bytes", 66_000))).ErrorText());
        Assert.Equal("60000", (await CallAsync(client, "length", ("memo", handle))).Text());
    }

    [Theory]
    [InlineData("put")]
    [InlineData("put_locked")]
    public async Task Put_ThreeHundredTimesIntoALargeSession_IsRefusedOnceTheMinutesBytesAreWritten(string tool)
    {
        await using var hosts = await StartAsync(tools =>
        {
            tools.MaxValueBytes = 1 << 20;
            tools.BytesPerMinuteOfSession = 2 << 20;
        });
        await using var client = await hosts.ConnectToAllAsync("alice", ProtocolEras.Stateless);
        var handle = (await CallAsync(client, "open", ("bytes", 10))).Text();

        var results = new List<CallToolResult>();
        for (var i = 0; i < 300; i++)
            results.Add(await CallAsync(client, tool, ("memo", handle), ("bytes", 500_000)));

        Assert.InRange(results.Count(result => result.IsError is not true), 4, 12);
        var refusal = results.First(result => result.IsError is true);
        Assert.Contains("BytesPerMinuteOfSession", refusal.ErrorText(), StringComparison.Ordinal);
        Assert.True((long)refusal.Meta!["sessionorleans/retryAfterMs"]! > 0);
    }

    [Fact]
    public async Task Put_IntoManySessions_IsRefusedOnceTheCallersBytesAreWritten()
    {
        await using var hosts = await StartAsync(tools => tools.UserQuota.BytesPerMinute = 500_000);
        await using var client = await hosts.ConnectAsync(0, "alice", ProtocolEras.Stateless);

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CallAsync(client, "open", ("bytes", 50_000))));

        Assert.InRange(results.Count(result => result.IsError is not true), 9, 20);
        Assert.Contains(
            "UserQuota.BytesPerMinute", results.First(result => result.IsError is true).ErrorText(), StringComparison.Ordinal);
        await using var bob = await hosts.ConnectAsync(0, "bob", ProtocolEras.Stateless);
        (await CallAsync(bob, "open", ("bytes", 50_000))).Text();
    }

    [Fact]
    public async Task UserSession_OfAUserAtTheQuota_IsRefusedAsAnyOther()
    {
        await using var hosts = await StartAsync(tools => tools.UserQuota.MaxSessions = 1);
        await using var client = await hosts.ConnectAsync(0, "alice", ProtocolEras.Stateless);
        (await CallAsync(client, "open", ("bytes", 10))).Text();

        Assert.Contains(
            "UserQuota.MaxSessions)", (await CallAsync(client, "prefer", ("bytes", 10))).ErrorText(), StringComparison.Ordinal);
        Assert.Contains("MaxValueBytes", (await CallAsync(client, "prefer", ("bytes", 70_000))).ErrorText(), StringComparison.Ordinal);
    }

    private static Task<CallToolResult> CallAsync(McpClient client, string tool, params (string Name, object Value)[] arguments) =>
        client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value)).AsTask();

    private Task<HttpHosts> StartAsync(Action<SessionToolsOptions> tools) =>
        HttpHosts.StartAsync(_store, builder => builder.WithTools<QuotaTools>(), tools: tools);
}
