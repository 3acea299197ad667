using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace SessionOrleans.AspNetCore.Tests.Encryption;

/// <summary>Request states beside values that are encrypted at rest: neither needs the other's key to read its own.</summary>
public sealed class RequestStateEncryptionTests(EncryptionFixture fixture) : IClassFixture<EncryptionFixture>
{
    private static readonly byte[] State = [1, 2, 3];
    private static readonly byte[] Context = new byte[32];

    [Fact]
    public async Task Seal_KeysOfRequestStatesInTheStore_AreEncryptedAsOtherValues()
    {
        var protector = await StartAsync(keys => keys.UseEphemeralDataProtectionProvider());

        var text = await protector.SealAsync(State, Context);

        Assert.Equal(State, await protector.OpenAsync(text, Context));
        Assert.DoesNotContain("masterKey", await StoredAsync("~~request-state-keys"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_KeysOfTheApplicationInTheStore_OpensOnAnotherHost()
    {
        var (one, other) = (await StartAsync(Keep), await StartAsync(Keep));

        var text = await one.SealAsync(State, Context);

        Assert.Equal(State, await other.OpenAsync(text, Context));

        // Not encrypted as values are, since it takes these keys to read a value; the secret seals them.
        Assert.DoesNotContain("<key ", await StoredAsync("~~data-protection-keys"), StringComparison.Ordinal);

        static void Keep(IDataProtectionBuilder keys)
        {
            keys.PersistKeysToSessionStore();
            keys.Services.Configure<SessionStoreOptions>(options => options.KeySecret = EncryptionFixture.KeySecret);
        }
    }

    private async Task<IRequestStateProtector> StartAsync(Action<IDataProtectionBuilder> keep) =>
        (await fixture.StartAsync(
            keep, services => services.AddMcpServer().WithSessionStore())).GetRequiredService<IRequestStateProtector>();

    private async Task<string> StoredAsync(string id) =>
        Encoding.Latin1.GetString(
            (byte[])(await fixture.Redis.StringGetAsync(EncryptionFixture.KeyOf(id)))!);
}
