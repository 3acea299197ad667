using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using SessionOrleans.Mcp.Tests.Http;
using SessionOrleans.Mcp.Tests.RequestStates;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp.Tests.Administration;

/// <summary>Whoever signed in before a user was revoked is out, on every host, with all that they had.</summary>
public sealed class McpRevokedUserTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private const string OutWords = "Your sign-in is not valid any more";

    private static readonly AdministrativeAct Act = new("ops", "the laptop was stolen");

    private readonly string _alice = $"alice-{Guid.NewGuid():N}";
    private readonly string _bob = $"bob-{Guid.NewGuid():N}";
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private string Before => SignIns.At(_alice, _now.AddMinutes(-1));

    private string After => SignIns.At(_alice, _now.AddMinutes(1));

    private SessionUser Alice => SessionUser.IdOf(SignIns.Principal(_alice))!;

    [Theory]
    [MemberData(nameof(ProtocolEras.Both), MemberType = typeof(ProtocolEras))]
    public async Task Revoke_UserWithSessions_PutsOldSignInsOutAndLeavesNothingToNewOnes(string era)
    {
        await using var hosts = await StartAsync();
        var handle = await hosts.AskAsync(0, Before, era, "open");
        await hosts.AskAsync(0, Before, era, "paint", ("colour", "red"));
        var bobs = await hosts.AskAsync(0, SignIns.At(_bob, _now.AddMinutes(-1)), era, "open");

        Assert.Equal(2, await Administration().RevokeUserAsync(Alice, Act));

        for (var host = 0; host < 2; host++)
        {
            foreach (var tool in new[] { "open", "mine", "colour", "who_am_i" })
                Assert.StartsWith(OutWords, await hosts.FailAsync(host, Before, era, tool), StringComparison.Ordinal);
            Assert.StartsWith(OutWords, await hosts.FailAsync(host, Before, era, "count", ("tally", handle)), StringComparison.Ordinal);
            Assert.StartsWith("Unknown or expired", await hosts.FailAsync(
                host, After, era, "count", ("tally", handle)), StringComparison.Ordinal);
        }

        Assert.Equal("", await hosts.AskAsync(1, After, era, "mine"));
        Assert.Equal("none", await hosts.AskAsync(1, After, era, "colour"));
        var anew = await hosts.AskAsync(1, After, era, "open");
        Assert.Equal("1", await hosts.AskAsync(0, After, era, "count", ("tally", anew)));
        Assert.Equal("1", await hosts.AskAsync(1, SignIns.At(_bob, _now.AddMinutes(-1)), era, "count", ("tally", bobs)));
    }

    [Fact]
    public async Task Revoke_ResourcesAndPrompts_AreOutToo()
    {
        await using var hosts = await HttpHosts.StartAsync(
            memory.Store, builder => builder.WithTools<BinTools>().WithPrompts<BinPrompts>().WithResources<CallerResources>());
        await using var client = await hosts.ConnectAsync(1, Before, ProtocolEras.Stateless);

        await Administration().RevokeUserAsync(Alice, Act);

        var resource = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync("prefs://mine"));
        Assert.Contains(OutWords, resource.Message, StringComparison.Ordinal);
        var prompt = (await client.ListPromptsAsync())[0];
        var refused = await Assert.ThrowsAsync<McpProtocolException>(async () => await prompt.GetAsync(
            prompt.ProtocolPrompt.Arguments?.ToDictionary(argument => argument.Name, _ => (object?)"a")));
        Assert.Contains(OutWords, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty_bin")]
    [InlineData("empty_large_bin")]
    public async Task Revoke_OpenQuestion_IsNoMoreAnsweredByNeitherSignIn(string tool)
    {
        await using var hosts = await HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<BinTools>());
        var call = new RawCall(tool, new() { ["bin"] = "a" })
        {
            User = Before,
            InputResponses = new() { ["sure"] = new JsonObject { ["action"] = "accept", ["content"] = new JsonObject() } },
        };
        var answer = call with { RequestState = await call.BeginAsync(hosts.Endpoints[0]) };

        await Administration().RevokeUserAsync(Alice, Act);

        Assert.StartsWith(OutWords, await answer.AskAsync(hosts.Endpoints[1]), StringComparison.Ordinal);
        Assert.StartsWith(
            "-32602: The requestState is not valid for this call", await (answer with { User = After }).AskAsync(hosts.Endpoints[1]),
            StringComparison.Ordinal);
        var anew = call with { User = After };
        Assert.DoesNotContain(
            "not valid", await (anew with { RequestState = await anew.BeginAsync(hosts.Endpoints[0]) }).AskAsync(hosts.Endpoints[1]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_SignInThatDoesNotSayWhen_IsRefusedWithTheFix()
    {
        await using var hosts = await StartAsync();
        Assert.Equal("none", await hosts.AskAsync(0, _alice, ProtocolEras.Stateless, "colour"));

        await Administration().RevokeUserAsync(Alice, Act);

        var refused = await hosts.FailAsync(0, _alice, ProtocolEras.Stateless, "colour");
        Assert.Contains("auth_time", refused, StringComparison.Ordinal);
        Assert.Contains("SessionToolsOptions.SignedInAt", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Barrier_RemoveAllAndRevokedAgainByASlowClock_Stays()
    {
        await using var hosts = await StartAsync();
        await Administration().RevokeUserAsync(Alice, Act);

        await memory.Store.Directory.RemoveAllAsync(Act);
        await UserBarrier.RaiseAsync(memory.Store, Alice.Owner!, _now.AddHours(-1), CancellationToken.None);

        Assert.StartsWith(OutWords, await hosts.FailAsync(0, Before, ProtocolEras.Stateless, "open"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_WithoutWhomWhoOrWhy_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Administration().RevokeUserAsync(SessionUser.Anonymous, Act));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Administration().RevokeUserAsync(null!, Act));
        await Assert.ThrowsAsync<ArgumentException>(() => Administration().RevokeUserAsync("alice", new("ops", "")));
    }

    [Fact]
    public async Task Acts_OfAdministration_AreOneLineEachAndNameNobody()
    {
        using var log = new LogRecorder();
        await using var server = await InProcessServer.StartAsync(memory.Store, builder => builder.WithSessionStore(), log: log);
        var administration = server.Services.GetRequiredService<ISessionAdministration>();

        await administration.RevokeUserAsync(Alice, Act);
        await administration.RotateKeysAsync(Act);
        await administration.RevokeKeysAsync(Act);

        var lines = log.Entries.Where(entry => entry.Category == "SessionOrleans.Audit").ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Contains("by ops, because: the laptop was stolen", line.Message, StringComparison.Ordinal));
        Assert.StartsWith($"RevokeUser of {IdHash.Of(Alice.Owner!)} ", lines[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("RotateKeys of all ", lines[1].Message, StringComparison.Ordinal);
        Assert.StartsWith("RevokeKeys of all ", lines[2].Message, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(LogLevel.Information, line.Level));
        Assert.All(lines, line => Assert.DoesNotContain(_alice, line.Message, StringComparison.Ordinal));
    }

    private ISessionAdministration Administration()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(memory.Store);
        services.AddMcpServer().WithSessionStore();
        return services.BuildServiceProvider().GetRequiredService<ISessionAdministration>();
    }

    private Task<HttpHosts> StartAsync() => HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<CallerTools>());
}
