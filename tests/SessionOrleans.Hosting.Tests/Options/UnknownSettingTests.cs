using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;
using SessionOrleans.Embedded;

namespace SessionOrleans.Options;

/// <summary>A setting that nobody reads is as good as none, so it stops the start.</summary>
public sealed class UnknownSettingTests
{
    [Theory]
    [InlineData("SessionStore:Redis", "SessionStore:Redis is no option; did you mean RedisUrl?")]
    [InlineData("SessionStore:redis_url", "did you mean RedisUrl?")]
    [InlineData("SessionStore:ConnectionString", "did you mean RedisUrl?")]
    [InlineData("SessionStore:DefaultTTL", "did you mean DefaultTimeToLive?")]
    [InlineData("SessionStore:LockTimeout", "did you mean LockLease?")]
    [InlineData("SessionStore:PreferMemory", "did you mean Backend?")]
    [InlineData("SessionStore:KeyPrefix", "did you mean Prefix?")]
    [InlineData("SessionStore:TLS:CertPath", "did you mean Tls:CertificatePath?")]
    [InlineData("SessionStore:Dashboard:Tokens", "did you mean Dashboard:Token?")]
    [InlineData("SessionStore:Qq", "there are RedisUrl, ConnectionName, ")]
    [InlineData("SessionStore:RedisUrl:0", "SessionStore:RedisUrl:0 is no option; did you mean RedisUrl?")]
    [InlineData("SessionStore:SerializerOptions:WriteIndented", "can be set in code only")]
    [InlineData("SessionStores:RedisUrl", "Write SessionStore:RedisUrl")]
    [InlineData("SesionStore:Prefix", "Write SessionStore:Prefix")]
    [InlineData("SessionStore_RedisUrl", "SessionStore__RedisUrl")]
    public void UnknownSettingIgnored_AnywhereInTheConfiguration_StopsTheStartAndNamesWhatWasMeant(string setting, string fix)
    {
        var exception =
            Assert.Throws<OptionsValidationException>(() => OptionsHost.Resolve(new Dictionary<string, string?> { [setting] = "a value" }));

        Assert.Contains(fix, Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("a value", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionStores:Cookie")]
    [InlineData("SessionStorage:Prefix")]
    [InlineData("Sessions:RedisUrl")]
    [InlineData("SESSION_STORE_PREFIX")]
    [InlineData("sessionstore:redisurl")]
    [InlineData("SessionStore:Tls")]
    [InlineData("SessionStore")]
    public void UnknownSettingIgnored_OfAnotherComponentOrWell_DoesNotStopTheStart(string setting) =>
        OptionsHost.Resolve(
            new Dictionary<string, string?> { [setting] = setting.EndsWith("url", StringComparison.Ordinal) ? "redis://h" : null });

    [Fact]
    public void UnknownSettingIgnored_EverySettingThatIsKnown_IsNone()
    {
        string[] names =
        [
            .. typeof(SessionStoreOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)
                .Except(
                [
                    nameof(SessionStoreOptions.SerializerOptions), nameof(SessionStoreOptions.ConfigureRedis),
                    nameof(SessionStoreOptions.ConfigureRedisAsync), nameof(SessionStoreOptions.ConnectionMultiplexer),
                ]),
            "Tls:CertificatePath", "Tls:KeyPath", "Tls:AuthorityPath", "Dashboard:Token",
        ];

        SettingNames.Check(new ConfigurationBuilder().AddInMemoryCollection(
            names.Select(name => new KeyValuePair<string, string?>("SessionStore:" + name, "text"))).Build());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UnknownSettingIgnored_InTheEnvironmentOfAProgramWithoutAHost_StopsTheStart(bool withOptions)
    {
        using var variable = new EnvironmentVariable("SessionStore__Redis", "redis://localhost");

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SessionStoreFactory.CreateAsync(withOptions ? new() { Prefix = "unknown:" } : null));

        Assert.Contains("did you mean RedisUrl?", exception.Message, StringComparison.Ordinal);
    }
}
