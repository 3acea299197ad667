using Microsoft.AspNetCore.DataProtection;

namespace SessionOrleans.AspNetCore.Tests.State;

/// <summary>A store that does not answer says nothing about a request state.</summary>
public sealed class McpRequestStateUnavailableTests
{
    private static readonly byte[] Context = new byte[32];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyUse_KeysThatCannotBeReadNow_IsNoRefusalButUnavailable(bool keysOfTheApplication)
    {
        var status = new SessionStoreStatus(SessionBackend.Redis, SessionStoreHosting.Client, "A stub.", IsFallback: false);
        var services = new ServiceCollection().AddLogging()
            .AddSingleton(StubStore.Create(status, new SessionStoreUnavailableException("No answer.")));
        services.AddMcpServer().WithSessionStore();
        if (keysOfTheApplication)
            services.AddDataProtection().PersistKeysToSessionStore();
        await using var provider = services.BuildServiceProvider();
        var protector = provider.GetRequiredService<IRequestStateProtector>();

        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => protector.SealAsync(new byte[9], Context));

        // Long enough to be one, and of the format; whether its key is there cannot be known.
        var text = System.Buffers.Text.Base64Url.EncodeToString((byte[])[0x09, 0xF0, 0xC9, 0xF0, .. new byte[112]]);
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => protector.OpenAsync(text, Context));
    }
}
