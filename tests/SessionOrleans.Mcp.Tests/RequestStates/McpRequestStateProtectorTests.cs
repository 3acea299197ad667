using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>What is sealed, by itself: what opens it, and what does not.</summary>
public sealed class McpRequestStateProtectorTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private static readonly byte[] State = Encoding.UTF8.GetBytes("the secret plan");
    private static readonly byte[] Context = new byte[32];

    [Fact]
    public async Task Open_OnAnotherHost_IsTheState()
    {
        var text = await Host().SealAsync(State, Context);

        Assert.Equal(State, await Host().OpenAsync(text, Context));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(Base64Url.DecodeFromChars(text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnyBitChanged_IsNull()
    {
        var host = Host();
        var sealedState = Base64Url.DecodeFromChars(await host.SealAsync(State, Context));

        for (var bit = 0; bit < sealedState.Length * 8; bit++)
        {
            var changed = sealedState.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(await host.OpenAsync(Base64Url.EncodeToString(changed), Context));
        }
    }

    [Fact]
    public async Task Open_AnotherContextOrPrefix_IsNull()
    {
        var text = await Host().SealAsync(State, Context);

        Assert.Null(await Host().OpenAsync(text, new byte[31]));
        Assert.Null(await Host().OpenAsync(text, (byte[])[1, .. new byte[31]]));
        Assert.Null(
            await Host(services => services.Configure<SessionStoreOptions>(options => options.Prefix = "other:")).OpenAsync(text, Context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("AQAAAAAAAAAH")]
    [InlineData("not base64url at all")]
    public async Task Open_WhatWasNotSealed_IsNull(string text)
    {
        Assert.Null(await Host().OpenAsync(text, Context));
        Assert.Null(await Host().OpenAsync(new('A', 1 << 20), Context));
    }

    [Fact]
    public async Task Seal_TheSameTwice_ShowsNothingOfIt()
    {
        var host = Host();
        var (first, second) = (await host.SealAsync(State, Context), await host.SealAsync(State, Context));

        // Beyond data protection's mark and the key's id (20 bytes) they have nothing in common.
        Assert.NotEqual(first[28..50], second[28..50]);
        Assert.NotEqual(first[^22..], second[^22..]);
    }

    [Fact]
    public async Task Seal_ApplicationThatKeepsItsKeysElsewhere_SealsWithThese()
    {
        var store = new MemoryStore();
        await store.InitializeAsync();
        var keys = System.IO.Directory.CreateTempSubdirectory("request-state-keys-");

        var text = await Named("shop").SealAsync(State, Context);

        Assert.Equal(State, await Named("shop").OpenAsync(text, Context));
        Assert.Null(await Named("office").OpenAsync(text, Context));
        Assert.Null(await Host(store: store.Store).OpenAsync(text, Context));
        Assert.Single(keys.GetFiles());

        await store.DisposeAsync();
        keys.Delete(recursive: true);

        IRequestStateProtector Named(string application) => Host(
            services => services.AddDataProtection().SetApplicationName(application).PersistKeysToFileSystem(keys), store.Store);
    }

    private IRequestStateProtector Host(Action<IServiceCollection>? configure = null, ISessionStore? store = null) =>
        RequestStateHost.Protector(store ?? memory.Store, configure);
}
