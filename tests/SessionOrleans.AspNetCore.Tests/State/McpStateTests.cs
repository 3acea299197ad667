using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Tests.State;

/// <summary>Sessions, users' sessions and request states on two hosts that have nothing in common but the cluster, on whichever
/// backend.</summary>
public abstract class McpStateTests(Cluster cluster) : IAsyncLifetime
{
    private const string NoSuchSession =
        "Unknown or expired count handle. Call the tool that opens a new one, and pass on the handle that it returns, unchanged.";
    private const string NoSuchState =
        "-32602: The requestState is not valid for this call: it expired, was used already, or belongs to another call. Call again from " +
        "the start, without requestState and inputResponses.";

    private readonly string _alice = $"alice-{Guid.NewGuid():N}";
    private readonly string _bob = $"bob-{Guid.NewGuid():N}";
    private McpHosts _hosts = null!;

    public async Task InitializeAsync() => _hosts = await cluster.ShareAsync(() => StartAsync(dataProtection: false));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(McpHosts.Stateless)]
    [InlineData(McpHosts.Handshake)]
    public async Task Handle_OfAUser_LeadsNobodyElseAnywhereOnAnyHost(string era)
    {
        var handle = await AskAsync(0, _alice, era, "open");
        Assert.Equal("1", await AskAsync(1, _alice, era, "next", ("count", handle)));

        for (var host = 0; host < 2; host++)
        {
            foreach (var thief in new[] { _bob, null })
                Assert.Equal(NoSuchSession, await AskAsync(host, thief, era, "next", ("count", handle)));
            Assert.Equal("", await AskAsync(host, _bob, era, "mine"));
            Assert.Equal(handle, await AskAsync(host, _alice, era, "mine"));
        }

        Assert.Equal("2", await AskAsync(0, _alice, era, "next", ("count", handle)));
    }

    [Theory]
    [InlineData(McpHosts.Stateless)]
    [InlineData(McpHosts.Handshake)]
    public async Task UserSession_UsedOnBothHostsAtOnce_IsOneForEachUserAndLosesNothing(string era)
    {
        await using var alice = await _hosts.ConnectInTurnAsync(_alice, era);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => alice.CallToolAsync("visit").AsTask()));

        Assert.Equal("33", await AskAsync(0, _alice, era, "visit"));
        Assert.Equal("34", await AskAsync(1, _alice, era, "visit"));
        Assert.Equal("1", await AskAsync(1, _bob, era, "visit", ("visits", _alice)));
        Assert.Contains("Sign in", await AskAsync(0, null, era, "visit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_AnsweredOnTheOtherHost_GoesOn(bool dataProtection)
    {
        await using var hosts = await StartAsync(dataProtection);
        await using var client = await hosts.ConnectInTurnAsync(_alice, handlers: new()
        {
            ElicitationHandler = (_, _) => new(new ElicitResult { Action = "accept" }),
        });

        for (var i = 0; i < 4; i++)
            Assert.Equal("Paid 5.", TextOf(
                await client.CallToolAsync("pay", new Dictionary<string, object?> { ["amount"] = 5, ["padding"] = i % 2 * 10_000 })));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 10_000)]
    [InlineData(true, 0)]
    [InlineData(true, 10_000)]
    public async Task State_PresentedManyTimesAtOnceOnTwoHosts_IsGoodOnce(bool dataProtection, int padding)
    {
        await using var hosts = await StartAsync(dataProtection);
        var answer = await BeginAsync(hosts, padding);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => answer.AskAsync(Endpoint(hosts, i % 2))));

        Assert.Single(answers, "Paid 5.");
        Assert.Equal(31, answers.Count(text => text == NoSuchState));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_InOtherHandsOrForAnotherCall_IsRefusedOnBothHosts(bool dataProtection)
    {
        await using var hosts = await StartAsync(dataProtection);
        var answer = await BeginAsync(hosts, padding: 0);
        var sealedState = (string)answer.RequestState!;
        RawCall[] tried =
        [
            answer with { User = _bob },
            answer with { User = null },
            answer with { Arguments = new() { ["amount"] = 5_000, ["padding"] = 0 } },
            answer with { RequestState = sealedState[..^4] + (sealedState.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA") },
            answer with { RequestState = new string('A', 200_000) },
            answer with { RequestState = "no base64url!" },
            answer with { RequestState = "" },
        ];

        for (var host = 0; host < 2; host++)
        {
            foreach (var call in tried)
                Assert.Equal(NoSuchState, await call.AskAsync(Endpoint(hosts, host)));
        }

        Assert.Equal("Paid 5.", await answer.AskAsync(Endpoint(hosts, 1)));
    }

    [Fact]
    public async Task State_SealedWithOtherKeys_IsRefused()
    {
        await using var protectedOnes = await StartAsync(dataProtection: true);
        await using var elsewhere = await StartAsync(dataProtection: true, application: "another");
        var answer = await BeginAsync(protectedOnes, padding: 0);

        Assert.Equal(NoSuchState, await answer.AskAsync(Endpoint(_hosts, 0)));
        Assert.Equal(NoSuchState, await answer.AskAsync(Endpoint(elsewhere, 0)));
        Assert.Equal("Paid 5.", await answer.AskAsync(Endpoint(protectedOnes, 1)));
    }

    protected static Uri Endpoint(McpHosts hosts, int host) => new(hosts.All[host].Url, "/mcp");

    private static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;

    protected Task<McpHosts> StartAsync(bool dataProtection, string application = "tests") => McpHosts.StartAsync(cluster, server =>
    {
        server.WithTools<StateTools>();
        if (dataProtection)
            server.Services.AddDataProtection().SetApplicationName(application).PersistKeysToSessionStore();
    });

    /// <summary>Has a question asked on the first host, and makes the call that answers it.</summary>
    protected async Task<RawCall> BeginAsync(McpHosts hosts, int padding)
    {
        var call = new RawCall("pay", new() { ["amount"] = 5, ["padding"] = padding })
        {
            User = _alice,
            InputResponses = new() { ["sure"] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject() } },
        };
        return call with { RequestState = await call.BeginAsync(Endpoint(hosts, 0)) };
    }

    private async Task<string> AskAsync(int host, string? user, string era, string tool, params (string Name, object Value)[] arguments)
    {
        await using var client = await _hosts.ConnectAsync(host, user, era);
        return TextOf(
            await client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value)));
    }
}
