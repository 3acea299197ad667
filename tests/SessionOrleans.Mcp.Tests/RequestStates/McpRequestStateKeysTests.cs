using System.Buffers.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using SessionOrleans.Mcp.DataProtection;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>The keys that request states are sealed with, in a store of the test's own.</summary>
public sealed class McpRequestStateKeysTests : IAsyncLifetime
{
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
    public async Task Seal_AfterAllSessionsWereRemoved_TakesAKeyThatOthersHave()
    {
        var (one, other) = (RequestStateHost.Protector(_memory.Store), RequestStateHost.Protector(_memory.Store));
        var before = await SealAsync(one);
        Assert.Equal(State, await OpenAsync(other, before));

        await _memory.Store.Directory.RemoveAllAsync();

        var after = await SealAsync(one);
        Assert.NotEqual(KeyOf(before), KeyOf(after));
        Assert.Equal(State, await OpenAsync(other, after));
        Assert.Null(await OpenAsync(other, before));
        Assert.Null(await OpenAsync(one, before));
    }

    [Fact]
    public async Task Keys_AfterTheyTurned_OpenWhatTheOlderSealed()
    {
        var host = RequestStateHost.Protector(_memory.Store);
        var older = await SealAsync(host);

        var next = Turn();

        Assert.Equal(State, await OpenAsync(host, older));
        var newer = await SealAsync(host);
        Assert.Equal(next, KeyOf(newer));
        Assert.NotEqual(next, KeyOf(older));
        Assert.Equal(State, await OpenAsync(RequestStateHost.Protector(_memory.Store), newer));
    }

    /// <summary>Adds a key, as data protection does after some months.</summary>
    private Guid Turn()
    {
        var services = new ServiceCollection();
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(
            options => options.XmlRepository = new SessionXmlRepository(_memory.Store, ReservedIds.RequestStateKeys));
        using var provider = services.BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        return provider.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90)).KeyId;
    }

    private static Task<string> SealAsync(IRequestStateProtector host) => host.SealAsync(State, Context);

    private static Task<byte[]?> OpenAsync(IRequestStateProtector host, string text) => host.OpenAsync(text, Context);

    /// <summary>Data protection begins with a mark of four bytes and the key's id.</summary>
    private static Guid KeyOf(string text) => new(Base64Url.DecodeFromChars(text).AsSpan(4, 16));
}
