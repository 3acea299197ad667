using SessionOrleans.Sessions;
using Counted = SessionOrleans.Mcp.Tests.Tools.Tally;

namespace SessionOrleans.Mcp.Tests.Handles;

/// <summary>The key that handles are checked with is the store's: each host here is a wrapper of its own around one store.</summary>
public sealed class McpHandleKeyTests : IAsyncLifetime
{
    private ISessionStore _store = null!;

    public async Task InitializeAsync() =>
        _store = await SessionStoreFactory.CreateMemoryAsync(new() { Prefix = $"handle-key-{Guid.NewGuid():N}:" });

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Handles_MadeOnManyHostsAtOnce_OpenOnAll()
    {
        var hosts = Enumerable.Range(0, 8).Select(_ => new CountingStore(_store)).ToList();
        var handles = await Task.WhenAll(hosts.Select(async host => (await new ToolSessions(host).CreateAsync(new Counted(1))).Handle));

        foreach (var host in hosts)
        {
            foreach (var handle in handles)
                Assert.Equal(1, (await new ToolSession<Counted>(host, handle).GetAsync()).Count);
        }
    }

    [Fact]
    public async Task RemoveAll_OfTheStore_SparesTheKey()
    {
        await new ToolSessions(_store).CreateAsync(new Counted(1));

        await _store.Directory.RemoveAllAsync();

        var handle = (await new ToolSessions(_store).CreateAsync(new Counted(2))).Handle;
        Assert.Equal(2, (await new ToolSession<Counted>(new CountingStore(_store), handle).GetAsync()).Count);
    }

    [Fact]
    public async Task Handles_OfAStoreThatLostItsKey_OpenAgainOnHostsThatHaveTheOldOne()
    {
        var (before, after) = (new CountingStore(_store), new CountingStore(_store));
        await new ToolSessions(before).CreateAsync(new Counted(1));
        Assert.True(await new OwnSessions(_store).RemoveAsync(ReservedIds.HandleKey, CancellationToken.None));

        var handle = (await new ToolSessions(after).CreateAsync(new Counted(2))).Handle;

        await Until.TrueAsync(
            async () => await Record.ExceptionAsync(() => new ToolSession<Counted>(before, handle).GetAsync()) is null,
            what: "the host has read the new key");
        var own = await new ToolSessions(before).CreateAsync(new Counted(3));
        Assert.Equal(3, (await new ToolSession<Counted>(after, own.Handle).GetAsync()).Count);
    }
}
