using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SessionOrleans.AspNetCore.RequestStates;
using SessionOrleans.AspNetCore.Tests.Hosts;

namespace SessionOrleans.AspNetCore.Tests.State;

/// <summary>What is sealed with data protection, by itself.</summary>
public sealed class McpDataProtectionRequestStateTests
{
    private static readonly byte[] State = Encoding.UTF8.GetBytes("the secret plan");
    private static readonly byte[] Context = new byte[32];

    private readonly DataProtectionRequestStateProtector _protector = new(new EphemeralDataProtectionProvider());

    [Fact]
    public async Task Open_WhatWasSealed_IsTheState()
    {
        var text = await _protector.SealAsync(State, Context);

        Assert.Equal(State, await _protector.OpenAsync(text, Context));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(Base64Url.DecodeFromChars(text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnyBitChanged_IsNull()
    {
        var sealedState = Base64Url.DecodeFromChars(await _protector.SealAsync(State, Context));

        for (var bit = 0; bit < sealedState.Length * 8; bit++)
        {
            var changed = sealedState.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(await _protector.OpenAsync(Base64Url.EncodeToString(changed), Context));
        }
    }

    [Fact]
    public async Task Open_AnotherContextOrOtherKeys_IsNull()
    {
        var text = await _protector.SealAsync(State, Context);

        Assert.Null(await _protector.OpenAsync(text, new byte[31]));
        Assert.Null(await _protector.OpenAsync(text, (byte[])[1, .. new byte[31]]));
        Assert.Null(await new DataProtectionRequestStateProtector(new EphemeralDataProtectionProvider()).OpenAsync(text, Context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("not base64url at all")]
    public async Task Open_WhatWasNotSealed_IsNull(string text)
    {
        Assert.Null(await _protector.OpenAsync(text, Context));
        Assert.Null(await _protector.OpenAsync(new('A', 1 << 20), Context));
    }

    [Fact]
    public async Task AnyUse_KeysThatCannotBeReadNow_IsNoRefusalButUnavailable()
    {
        var status = new SessionStoreStatus(SessionBackend.Redis, SessionStoreHosting.Client, "A stub.", IsFallback: false);
        var services = new ServiceCollection().AddSingleton(StubStore.Create(status, new SessionStoreUnavailableException("No answer.")));
        services.AddDataProtection().PersistKeysToSessionStore();
        await using var provider = services.BuildServiceProvider();
        var protector = new DataProtectionRequestStateProtector(provider.GetRequiredService<IDataProtectionProvider>());

        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => protector.SealAsync(State, Context));
        var text = await _protector.SealAsync(State, Context);
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => protector.OpenAsync(text, Context));
    }
}
