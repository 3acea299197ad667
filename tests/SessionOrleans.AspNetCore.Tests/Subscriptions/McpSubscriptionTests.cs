using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using SessionOrleans.Harness.Mcp;

namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

/// <summary>Subscriptions on two hosts over stateless HTTP, on whichever backend. Each test has resources of its own.</summary>
public abstract class McpSubscriptionTests(Cluster cluster) : IAsyncLifetime
{
    private readonly string _one = $"basket://{Guid.NewGuid():N}";
    private readonly string _two = $"basket://{Guid.NewGuid():N}";
    private McpHosts _hosts = null!;

    public async Task InitializeAsync() => _hosts = await cluster.ShareAsync(() => StartAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Announce_OnOneHost_ReachesTheListenersOfAll()
    {
        await using var here = await ListenAsync(0, null, _one);
        await using var there = await ListenAsync(1, null, _one, _two);
        Assert.Equal([_one, _two], there.Granted.ResourceSubscriptions!);

        await using (var caller = await _hosts.ConnectAsync(0))
            await caller.CallToolAsync("change", new Dictionary<string, object?> { ["uri"] = _one });

        Assert.Equal(_one, await here.NextAsync());
        Assert.Equal(_one, await there.NextAsync());
        await ChangesOf(1).AnnounceResourceToAllAsync(_two);
        Assert.Equal(_two, await there.NextAsync());
        Assert.Empty(here.Rest());
    }

    [Fact]
    public async Task Announce_ManyTimes_IsHeardAfterTheLast()
    {
        await using var listener = await ListenAsync(1, null, _one);

        for (var i = 0; i < 100; i++)
            await ChangesOf(0).AnnounceResourceToAllAsync(_one);

        Assert.Equal(_one, await listener.NextAsync());
        await ChangesOf(0).AnnounceResourceToAllAsync(_one);
        Assert.Equal(_one, await listener.NextAsync());
    }

    [Fact]
    public async Task Announce_OnlyForOneUser_IsHeardByNobodyElse()
    {
        await using var alice = await ListenAsync(0, "alice", _one, _two);
        await using var bob = await ListenAsync(0, "bob", _one, _two);
        await using var nobody = await ListenAsync(1, null, _one, _two);
        var user = new SessionUser("https%3A%2F%2Fissuer.test|alice");

        await ChangesOf(1).AnnounceResourceAsync(_one, user);
        Assert.Equal(_one, await alice.NextAsync());
        await ChangesOf(1).AnnounceResourceToAllAsync(_two);

        Assert.Equal(_two, await alice.NextAsync());
        Assert.Equal(_two, await bob.NextAsync());
        Assert.Equal(_two, await nobody.NextAsync());
        Assert.Empty(bob.Rest().Concat(nobody.Rest()));
    }

    [Fact]
    public async Task Listen_ToWhatOneMayNot_IsNotGrantedAndNotHeard()
    {
        await using var hosts = await StartAsync(options => options.MayListen = (context, uri, _) =>
            new(uri != _one || context.User?.FindFirst("sub")?.Value == "alice"));
        await using var alice = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), _one, _two);
        await using var bob = await Listener.StartAsync(await hosts.ConnectAsync(1, "bob"), _one, _two);

        Assert.Equal([_one, _two], alice.Granted.ResourceSubscriptions!);
        Assert.Equal([_two], bob.Granted.ResourceSubscriptions!);
        await ChangesOf(0).AnnounceResourceToAllAsync(_one);
        Assert.Equal(_one, await alice.NextAsync());
        await ChangesOf(0).AnnounceResourceToAllAsync(_two);
        Assert.Equal(_two, await bob.NextAsync());
    }

    [Fact]
    public async Task RevokeUser_WhoListens_EndsTheStreamAndLetsNoOldSignInListen()
    {
        var now = TimeProvider.System.GetUtcNow();
        var before = SignIns.At("erin", now.AddMinutes(-1));
        await using var erin = await ListenAsync(0, before, _one);
        await using var bob = await ListenAsync(0, "bob", _one);

        await _hosts.All[1].Services.GetRequiredService<ISessionAdministration>().RevokeUserAsync(
            SessionUser.IdOf(SignIns.Principal("erin"))!, new("ops", "a test"));

        await erin.Stream.WaitAsync(TimeSpan.FromSeconds(30));
        var refused = await Assert.ThrowsAsync<McpProtocolException>(async () =>
        {
            await using var again = await _hosts.ConnectAsync(1, before);
            await again.SendRequestAsync(new JsonRpcRequest
            {
                Method = RequestMethods.SubscriptionsListen,
                Params = new System.Text.Json.Nodes.JsonObject
                {
                    ["notifications"] = new System.Text.Json.Nodes.JsonObject { ["toolsListChanged"] = true },
                },
            });
        });
        Assert.Contains("Your sign-in is not valid any more", refused.Message, StringComparison.Ordinal);
        await using var anew = await ListenAsync(1, SignIns.At("erin", now.AddMinutes(1)), _one);
        await ChangesOf(1).AnnounceResourceToAllAsync(_one);
        Assert.Equal(_one, await anew.NextAsync());
        Assert.Equal(_one, await bob.NextAsync());
        Assert.False(bob.Stream.IsCompleted);
    }

    [Fact]
    public async Task Listen_ToNothingThatIsGranted_EndsAtOnce()
    {
        await using var hosts = await StartAsync(options => options.MayListen = (_, _, _) => new(false));
        await using var listener = await Listener.StartAsync(await hosts.ConnectAsync(0), _one);

        await listener.Stream.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(listener.Granted.ResourceSubscriptions);
    }

    [Fact]
    public async Task Lists_ThatChange_AreToldToThoseWhoAsked()
    {
        var wanted =
            new SubscriptionsListenNotifications { ToolsListChanged = true, ResourcesListChanged = true, PromptsListChanged = true };
        await using var listener = await Listener.StartAsync(await _hosts.ConnectAsync(1), wanted);
        await using var other =
            await Listener.StartAsync(await _hosts.ConnectAsync(1), new SubscriptionsListenNotifications { ResourcesListChanged = true });
        Assert.Equal((true, true, null), (
            listener.Granted.ToolsListChanged, listener.Granted.ResourcesListChanged, listener.Granted.PromptsListChanged));

        await ChangesOf(0).AnnounceToolListAsync();
        Assert.Equal(NotificationMethods.ToolListChangedNotification, await listener.NextAsync());
        await ChangesOf(0).AnnouncePromptListAsync();
        await ChangesOf(0).AnnounceResourceListAsync();
        Assert.Equal(NotificationMethods.ResourceListChangedNotification, await listener.NextAsync());
        Assert.Equal(NotificationMethods.ResourceListChangedNotification, await other.NextAsync());
        Assert.Empty(listener.Rest().Concat(other.Rest()));
    }

    [Fact]
    public async Task Stop_OfAHost_EndsItsStreams()
    {
        await using var hosts = await StartAsync();
        await using var listener = await Listener.StartAsync(await hosts.ConnectAsync(0), _one);

        await hosts.StopAsync(0).WaitAsync(TimeSpan.FromSeconds(20));

        await listener.Stream.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Capabilities_OfTheServer_SayWhatItDelivers()
    {
        await using var client = await _hosts.ConnectAsync(0);

        Assert.True(client.ServerCapabilities.Resources!.Subscribe);
        Assert.True(client.ServerCapabilities.Resources.ListChanged);
        Assert.True(client.ServerCapabilities.Tools!.ListChanged);
    }

    [Fact]
    public async Task Subscribe_ClientOfTheEarlierEra_IsToldThatItCannot()
    {
        await using var client = await _hosts.ConnectAsync(0, era: McpHosts.Handshake);

        var error = await Assert.ThrowsAsync<McpProtocolException>(() => client.SubscribeToResourceAsync(new Uri(_one)));

        Assert.Contains("2026-07-28", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData(null)]
    public async Task Announce_InACall_IsHeardByListenersOfItsCallerAlone(string? caller)
    {
        await using var alice = await ListenAsync(0, "alice", _one, _two);
        await using var bob = await ListenAsync(1, "bob", _one, _two);
        await using var nobody = await ListenAsync(1, null, _one, _two);
        var mine = caller is null ? nobody : alice;

        await using (var client = await _hosts.ConnectAsync(0, caller))
            await client.CallToolAsync("change", new Dictionary<string, object?> { ["uri"] = _one });
        Assert.Equal(_one, await mine.NextAsync());
        await ChangesOf(0).AnnounceResourceToAllAsync(_two);

        foreach (var listener in new[] { alice, bob, nobody })
            Assert.Equal(_two, await listener.NextAsync());
        Assert.Empty(alice.Rest().Concat(bob.Rest()).Concat(nobody.Rest()));
    }

    [Fact]
    public async Task Announce_OutsideOfCallsForNobodyInParticular_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ChangesOf(0).AnnounceResourceAsync(_one));

        Assert.Contains("AnnounceResourceToAllAsync", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => ChangesOf(0).AnnounceResourceAsync("", SessionUser.Anonymous));
        await Assert.ThrowsAsync<ArgumentException>(() => ChangesOf(0).AnnounceResourceToAllAsync(""));
    }

    private Task<McpHosts> StartAsync(Action<SessionSubscriptionOptions>? configure = null) => McpHosts.StartAsync(
        cluster, server => server.WithTools<BasketResources>().WithResources<BasketResources>().WithSessionStoreSubscriptions()
            .WithSessionStoreSubscriptions(configure));

    private IServerChanges ChangesOf(int host) => _hosts.All[host].Services.GetRequiredService<IServerChanges>();

    private async Task<Listener> ListenAsync(int host, string? user, params string[] uris) =>
        await Listener.StartAsync(await _hosts.ConnectAsync(host, user), uris);
}
