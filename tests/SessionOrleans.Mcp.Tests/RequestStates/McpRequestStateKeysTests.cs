using System.Buffers.Text;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>The keys that request states are sealed with, in a store of the test's own.</summary>
public sealed class McpRequestStateKeysTests : IAsyncLifetime
{
    private static readonly AdministrativeAct Act = new("ops", "a test");
    private static readonly byte[] State = [1, 2, 3];
    private static readonly byte[] Context = new byte[32];

    private readonly MemoryStore _memory = new();

    public Task InitializeAsync() => _memory.InitializeAsync();

    public Task DisposeAsync() => _memory.DisposeAsync();

    [Fact]
    public async Task Seal_FirstOnManyHostsAtOnce_OpensOnAll()
    {
        var hosts = Enumerable.Range(0, 6).Select(_ => RequestStateHost.Protector(_memory.Store)).ToList();

        var texts = await Task.WhenAll(hosts.SelectMany(host => (IEnumerable<Task<string>>)[SealAsync(host), SealAsync(host)]));

        foreach (var host in hosts)
            Assert.All(await Task.WhenAll(texts.Select(text => OpenAsync(host, text))), opened => Assert.Equal(State, opened));
    }

    [Fact]
    public async Task Seal_AfterTheKeysWereRemoved_TakesAKeyThatOthersHave()
    {
        var (one, other) = (RequestStateHost.Protector(_memory.Store), RequestStateHost.Protector(_memory.Store));
        var before = await SealAsync(one);
        Assert.Equal(State, await OpenAsync(other, before));

        Assert.True(await OwnRecords.Use(() => _memory.Store.RemoveAsync(ReservedIds.RequestStateKeys)));

        var after = await SealAsync(one);
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal(State, await OpenAsync(other, after));
        Assert.Null(await OpenAsync(other, before));
        Assert.Null(await OpenAsync(one, before));
    }

    [Fact]
    public async Task RotateKeys_OnAnotherHost_OpensWhatTheOlderSealedAndSealsWithTheNewer()
    {
        var host = RequestStateHost.Protector(_memory.Store);
        var older = await SealAsync(host);

        await Administration().RotateKeysAsync(Act);

        Assert.Equal(State, await OpenAsync(host, older));
        var newer = await SealAsync(host);
        Assert.NotEqual(KeyOf(older), KeyOf(newer));
        Assert.Equal(State, await OpenAsync(RequestStateHost.Protector(_memory.Store), newer));
    }

    /// <summary>Who got hold of the keys cannot use them any more, on any host.</summary>
    [Fact]
    public async Task RevokeKeys_OnAnotherHost_NothingThatWasSealedBeforeOpensAnywhere()
    {
        var (one, other) = (RequestStateHost.Protector(_memory.Store), RequestStateHost.Protector(_memory.Store));
        var first = await SealAsync(one);
        await Administration().RotateKeysAsync(Act);
        var second = await SealAsync(other);

        Assert.Equal(2, await Administration().RevokeKeysAsync(Act));

        foreach (var host in (IRequestStateProtector[])[one, other, RequestStateHost.Protector(_memory.Store)])
        {
            Assert.Null(await OpenAsync(host, first));
            Assert.Null(await OpenAsync(host, second));
        }

        Assert.Equal(State, await OpenAsync(other, await SealAsync(one)));
        Assert.Equal(1, await Administration().RevokeKeysAsync(Act));
    }

    [Fact]
    public async Task RotateAndRevokeKeys_WithoutWhoOrWhy_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Administration().RotateKeysAsync(new("", "why")));
        await Assert.ThrowsAsync<ArgumentException>(() => Administration().RevokeKeysAsync(new("who", " ")));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Administration().RevokeKeysAsync(null!));
    }

    /// <summary>Of a host of its own.</summary>
    private ISessionAdministration Administration()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(_memory.Store);
        services.AddMcpServer().WithSessionStore();
        return services.BuildServiceProvider().GetRequiredService<ISessionAdministration>();
    }

    private static Task<string> SealAsync(IRequestStateProtector host) => host.SealAsync(State, Context);

    private static Task<byte[]?> OpenAsync(IRequestStateProtector host, string text) => host.OpenAsync(text, Context);

    /// <summary>Data protection begins with a mark of four bytes and the key's id.</summary>
    private static Guid KeyOf(string text) => new(Base64Url.DecodeFromChars(text).AsSpan(4, 16));
}
