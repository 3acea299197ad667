using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace SessionOrleans.AspNetCore.Tests.Encryption;

/// <summary>Values encrypted at rest, looked at in Redis itself.</summary>
public sealed class SessionEncryptionTests(EncryptionFixture fixture) : IClassFixture<EncryptionFixture>
{
    private sealed record Note(string Text);

    private static readonly Note Secret = new("PLAINTEXT-MARKER");

    [Fact]
    public async Task Set_WithEncryption_LeavesNoPlaintextInRedis()
    {
        var (one, other) = (StoreOf(await fixture.StartAsync()), StoreOf(await fixture.StartAsync()));

        await one.SetAsync("sealed-1", Secret);
        await one.SetAsync("sealed-raw", "PLAINTEXT-MARKER"u8.ToArray());
        await one.SetAsync("sealed-long", new Note(new string('x', 10_000) + "PLAINTEXT-MARKER"));

        foreach (var id in (string[])["sealed-1", "sealed-raw", "sealed-long"])
            Assert.DoesNotContain("PLAINTEXT-MARKER", Encoding.Latin1.GetString(await StoredAsync(id)), StringComparison.Ordinal);
        Assert.Equal(Secret, (await other.GetAsync<Note>("sealed-1"))?.Value);
        Assert.Equal("PLAINTEXT-MARKER"u8.ToArray(), (await other.GetAsync<byte[]>("sealed-raw"))?.Value);

        // The same look, without encryption, finds it.
        await fixture.Plain.SetAsync("plain-1", Secret);
        Assert.Contains("PLAINTEXT-MARKER", Encoding.Latin1.GetString(await StoredAsync("plain-1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ValueCopiedUnderAnotherId_DoesNotOpen()
    {
        var store = StoreOf(await fixture.StartAsync());
        await store.SetAsync("sealed-mine", Secret);

        await fixture.Redis.StringSetAsync(EncryptionFixture.KeyOf("sealed-theirs"), await StoredAsync("sealed-mine"));

        var refused = await Assert.ThrowsAsync<SessionValueException>(() => store.GetAsync<Note>("sealed-theirs"));
        Assert.DoesNotContain("PLAINTEXT-MARKER", $"{refused}", StringComparison.Ordinal);
        await Assert.ThrowsAsync<SessionValueException>(() => store.UpdateAsync<Note>("sealed-theirs", note => note!));
        Assert.Equal(Secret, (await store.GetAsync<Note>("sealed-mine"))?.Value);
    }

    [Fact]
    public async Task Get_ValueOfTheOtherKind_IsAValueException()
    {
        var store = StoreOf(await fixture.StartAsync());
        await store.SetAsync("sealed-kind", Secret);
        await fixture.Plain.SetAsync("plain-kind", Secret);

        await Assert.ThrowsAsync<SessionValueException>(() => fixture.Plain.GetAsync<Note>("sealed-kind"));
        await Assert.ThrowsAsync<SessionValueException>(() => store.GetAsync<Note>("plain-kind"));
    }

    [Fact]
    public async Task UpdateAndLock_WithEncryption_WorkAsWithout()
    {
        var store = StoreOf(await fixture.StartAsync());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.UpdateAsync<int>("sealed-count", count => count + 1)));
        await using (var held = await store.LockAsync("sealed-count"))
        {
            Assert.Equal(20, held.Value<int>()?.Value);
            await held.UpdateAsync<int>(count => count + 1);
            Assert.Equal(21, held.Value<int>()?.Value);
        }

        Assert.Equal(21, (await store.GetOrCreateAsync("sealed-count", _ => ValueTask.FromResult(0))).Value);
    }

    [Fact]
    public async Task Get_AfterRotation_OpensOldValuesUntilTheirKeyIsRevoked()
    {
        var services = await fixture.StartAsync(
            keys => keys.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new EphemeralKeys()));
        var (store, keys) = (StoreOf(services), services.GetRequiredService<IKeyManager>());
        await store.SetAsync("rotated-old", Secret);
        var first = Assert.Single(keys.GetAllKeys());

        var now = TimeProvider.System.GetUtcNow();
        keys.CreateNewKey(now, now.AddDays(90));

        // Data protection reads its keys anew behind the calls that go on.
        await Until.TrueAsync(
            async () =>
            {
                await store.SetAsync("rotated-new", Secret);
                return !await IsUnderAsync(first, "rotated-new");
            },
            what: "a value under the new key");
        Assert.True(await IsUnderAsync(first, "rotated-old"));
        Assert.Equal(Secret, (await store.GetAsync<Note>("rotated-old"))?.Value);

        keys.RevokeKey(first.KeyId, "it leaked");

        await Until.TrueAsync(
            async () =>
                await Record.ExceptionAsync(() => store.GetAsync<Note>("rotated-old")) is SessionValueException, what: "the old key's end");
        Assert.Equal(Secret, (await store.GetAsync<Note>("rotated-new"))?.Value);
    }

    [Fact]
    public async Task Ended_SiloWithKeys_TellsTheHandlerThePlaintext()
    {
        var handler = new LastValue();
        var services = await fixture.StartAsync(configure: services => services
            .AddSingleton<ISessionExpirationHandler>(handler)
            .Configure<SessionStoreOptions>(options =>
            {
                fixture.Carry(options);
                options.Prefix = "sealed-told:";
            }));
        var store = StoreOf(services);

        await store.SetAsync("told", Secret);
        await store.RemoveAsync("told");

        Assert.Contains("PLAINTEXT-MARKER", await handler.Told.WaitAsync(TimeSpan.FromSeconds(40)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_KeysInTheStoreUnderASecret_OpensOnEveryHost()
    {
        var (one, other) = (StoreOf(await StartAsync()), StoreOf(await StartAsync()));

        await one.SetAsync("sealed-shared", Secret);

        Assert.Equal(Secret, (await other.GetAsync<Note>("sealed-shared"))?.Value);
        Assert.DoesNotContain("PLAINTEXT-MARKER", Encoding.Latin1.GetString(await StoredAsync("sealed-shared")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveAll_WithEncryptionAndKeysInTheStore_LeavesWhatIsWrittenAfterwardsReadableAfterARestart()
    {
        var before = StoreOf(await StartAsync());
        await before.SetAsync("sealed-before", Secret);

        await before.Directory.RemoveAllAsync();
        await before.SetAsync("sealed-afterwards", Secret);

        var restarted = StoreOf(await StartAsync());
        Assert.Null(await restarted.GetAsync<Note>("sealed-before"));
        Assert.Equal(Secret, (await restarted.GetAsync<Note>("sealed-afterwards"))?.Value);
    }

    private Task<IServiceProvider> StartAsync() => fixture.StartAsync(
        keys => keys.PersistKeysToSessionStore(),
        services => services.Configure<SessionStoreOptions>(options => options.KeySecret = EncryptionFixture.KeySecret));

    private static ISessionStore StoreOf(IServiceProvider services) => services.GetRequiredService<ISessionStore>();

    private async Task<bool> IsUnderAsync(IKey key, string id) => (await StoredAsync(id)).AsSpan().IndexOf(key.KeyId.ToByteArray()) >= 0;

    private async Task<byte[]> StoredAsync(string id) => (byte[])(await fixture.Redis.StringGetAsync(EncryptionFixture.KeyOf(id)))!;
}
