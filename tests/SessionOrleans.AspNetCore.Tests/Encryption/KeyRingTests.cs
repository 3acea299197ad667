using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Tests.Encryption;

/// <summary>
/// Keys in the store, beside the values that they encrypt. The attacker reads and writes all of Redis, and has the public certificate of
/// the servers, but not their secret.
/// </summary>
public sealed class KeyRingTests : IAsyncLifetime
{
    private const string Ring = ReservedIds.DataProtectionKeys;
    private const string Marker = "PLAINTEXT-MARKER";

    private readonly EncryptionFixture _fixture = new();
    private readonly X509Certificate2 _certificate = KeyCertificate.New();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _certificate.Dispose();
    }

    /// <summary>A certificate does not say who made a key: what is encrypted for it may come from anybody.</summary>
    [Fact]
    public async Task Start_KeysBesideTheValuesWithoutASecret_IsRefusedWithACertificateToo()
    {
        Action<IDataProtectionBuilder>[] ways =
        [
            keys => keys.PersistKeysToSessionStore(),
            keys => keys.PersistKeysToSessionStore().ProtectKeysWithCertificate(_certificate),
        ];
        foreach (var keep in ways)
        {
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => _fixture.StartAsync(keep));
            Assert.Contains("SessionStore:KeySecret", refused.Message, StringComparison.Ordinal);
            Assert.Contains("openssl rand", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ring_ReadInRedis_HasNoKey()
    {
        await StoreOf(await StartAsync()).SetAsync("sealed", Marker);

        var stored = Encoding.Latin1.GetString((await ReadRingAsync())!);

        Assert.DoesNotContain("key", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("descriptor", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ring_ReplacedByTheAttackersOwn_SealsNothing(bool asTheFirst)
    {
        if (!asTheFirst)
            await StoreOf(await StartAsync()).SetAsync("sealed", Marker);
        await WriteRingAsync(AttackersRing());

        var host = StoreOf(await StartAsync());
        var refused = await Assert.ThrowsAsync<SessionValueException>(() => host.SetAsync("victim", Marker));

        Assert.Contains("SessionStore:KeySecret", $"{refused}", StringComparison.Ordinal);
        Assert.Null(await _fixture.Plain.GetInfoAsync("victim"));
    }

    [Fact]
    public async Task Ring_ChangedInAnyByte_IsRefused()
    {
        await StoreOf(await StartAsync()).SetAsync("sealed", Marker);
        var ring = (await ReadRingAsync())!;

        foreach (var at in (int[])[0, 1, 14, 40, ring.Length - 1])
        {
            var changed = ring.ToArray();
            changed[at] ^= 1;
            await WriteRingAsync(changed);
            await Assert.ThrowsAsync<SessionValueException>(async () => await StoreOf(await StartAsync()).GetAsync<string>("sealed"));
        }

        await WriteRingAsync(ring);
        Assert.Equal(Marker, (await StoreOf(await StartAsync()).GetAsync<string>("sealed"))?.Value);
    }

    /// <summary>The keys of request states are sealed with the same secret, for another place.</summary>
    [Fact]
    public async Task Ring_CopiedFromTheKeysOfRequestStates_IsRefused()
    {
        var services = await StartAsync(keys => keys.UseEphemeralDataProtectionProvider());
        await services.GetRequiredService<IRequestStateProtector>().SealAsync(new byte[] { 1 }, new byte[32]);
        var plain = await OwnRecords.Use(() => StoreOf(services).GetAsync<byte[]>(ReservedIds.RequestStateKeys));
        await WriteRingAsync(plain!.Value);

        await Assert.ThrowsAsync<SessionValueException>(async () => await StoreOf(await StartAsync()).SetAsync("victim", Marker));
    }

    [Fact]
    public async Task Secret_ChangedWithThePreviousOneBesideIt_OpensAndIsDroppedAfterRotation()
    {
        await StoreOf(await StartAsync()).SetAsync("sealed", Marker);
        const string Next = "another secret of the test, long enough.";

        await Assert.ThrowsAsync<SessionValueException>(async () =>
            await StoreOf(await StartAsync(secret: Next)).GetAsync<string>("sealed"));
        var both = await StartAsync(secret: Next, previous: EncryptionFixture.KeySecret);
        Assert.Equal(Marker, (await StoreOf(both).GetAsync<string>("sealed"))?.Value);
        await both.GetRequiredService<ISessionAdministration>().RotateKeysAsync(new("ops", "a new secret"));

        Assert.Equal(Marker, (await StoreOf(await StartAsync(secret: Next)).GetAsync<string>("sealed"))?.Value);
        await Assert.ThrowsAsync<SessionValueException>(async () => await StoreOf(await StartAsync()).GetAsync<string>("sealed"));
    }

    [Fact]
    public async Task RevokeKeys_OfTheApplication_ValuesOfBeforeDoNotOpen()
    {
        var services = await StartAsync();
        await StoreOf(services).SetAsync("sealed", Marker);

        Assert.Equal(1, await services.GetRequiredService<ISessionAdministration>().RevokeKeysAsync(new("ops", "the key leaked")));

        var restarted = StoreOf(await StartAsync());
        await Assert.ThrowsAsync<SessionValueException>(() => restarted.GetAsync<string>("sealed"));
        await restarted.SetAsync("sealed", "new");
        Assert.Equal("new", (await restarted.GetAsync<string>("sealed"))?.Value);
    }

    /// <summary>Data protection by itself would look at its keys again the next day.</summary>
    [Fact]
    public async Task RevokeKeys_OnOneHost_TheOtherFollowsWithoutARestart()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        await StoreOf(one).SetAsync("sealed", Marker);
        Assert.Equal(Marker, (await StoreOf(other).GetAsync<string>("sealed"))?.Value);

        await one.GetRequiredService<ISessionAdministration>().RevokeKeysAsync(new("ops", "the key leaked"));

        await Until.TrueAsync(
            async () => await Record.ExceptionAsync(() => StoreOf(other).GetAsync<string>("sealed")) is SessionValueException,
            what: "the revoked key opens nothing on the other host");
        await StoreOf(other).SetAsync("anew", Marker);
        Assert.Equal(Marker, (await StoreOf(one).GetAsync<string>("anew"))?.Value);
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("")]
    public async Task Secret_TooShort_StopsTheStartAndIsNotShown(string secret)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(secret: secret));

        Assert.Contains("SessionStoreOptions.KeySecret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("too short", refused.Message, StringComparison.Ordinal);
    }

    private static ISessionStore StoreOf(IServiceProvider services) => services.GetRequiredService<ISessionStore>();

    private Task<IServiceProvider> StartAsync(
        Action<IDataProtectionBuilder>? keep = null, string secret = EncryptionFixture.KeySecret, string? previous = null) =>
        _fixture.StartAsync(
            keep ?? (keys => keys.PersistKeysToSessionStore()),
            services =>
            {
                services.AddMcpServer().WithSessionStore();
                services.Configure<SessionStoreOptions>(options => (options.KeySecret, options.PreviousKeySecret) = (secret, previous));
            });

    private async Task<byte[]?> ReadRingAsync() => (await OwnRecords.Use(() => _fixture.Plain.GetAsync<byte[]>(Ring)))?.Value;

    private Task WriteRingAsync(byte[] ring) => OwnRecords.Use(
        () => _fixture.Plain.SetAsync(Ring, ring, new() { TimeToLive = Timeout.InfiniteTimeSpan }));

    /// <summary>A key whose secret the attacker knows, encrypted for the servers' certificate.</summary>
    private byte[] AttackersRing()
    {
        var made = new EphemeralKeys();
        using var certificate = X509CertificateLoader.LoadCertificate(_certificate.Export(X509ContentType.Cert));
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("basket").ProtectKeysWithCertificate(certificate);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = made);
        using var provider = services.BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        provider.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));
        return Encoding.UTF8.GetBytes(new XElement("keys", made.GetAllElements()).ToString(SaveOptions.DisableFormatting));
    }
}
