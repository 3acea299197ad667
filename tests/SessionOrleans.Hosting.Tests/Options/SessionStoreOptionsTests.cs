using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;

namespace SessionOrleans.Options;

/// <summary>Where options come from, and who wins.</summary>
public sealed class SessionStoreOptionsTests
{
    /// <summary>Every option that configuration can carry, with a value other than its default.</summary>
    private static readonly Dictionary<string, (string Text, object Value)> Settings = new()
    {
        [nameof(SessionStoreOptions.RedisUrl)] = ("redis://cache:6379", "redis://cache:6379"),
        [nameof(SessionStoreOptions.ConnectionName)] = ("cache", "cache"),
        [nameof(SessionStoreOptions.UseRegisteredConnection)] = ("true", true),
        [nameof(SessionStoreOptions.ConnectionServiceKey)] = ("cache", "cache"),
        [nameof(SessionStoreOptions.Backend)] = ("memory", SessionBackend.Memory),
        [nameof(SessionStoreOptions.Hosting)] = ("Client", SessionStoreHosting.Client),
        [nameof(SessionStoreOptions.KeySecret)] = ("ssssssssssssssssssssssssssssssss", "ssssssssssssssssssssssssssssssss"),
        [nameof(SessionStoreOptions.PreviousKeySecret)] = ("tttttttttttttttttttttttttttttttt", "tttttttttttttttttttttttttttttttt"),
        [nameof(SessionStoreOptions.Prefix)] = ("shop:", "shop:"),
        [nameof(SessionStoreOptions.DefaultTimeToLive)] = ("00:20:00", TimeSpan.FromMinutes(20)),
        [nameof(SessionStoreOptions.Sliding)] = ("true", true),
        [nameof(SessionStoreOptions.LockLease)] = ("00:00:45", TimeSpan.FromSeconds(45)),
        [nameof(SessionStoreOptions.LockEnforcement)] = ("Advisory", LockEnforcement.Advisory),
        [nameof(SessionStoreOptions.MaxValueBytes)] = ("2048", 2048),
        [nameof(SessionStoreOptions.MemoryHighWaterMark)] = ("0.7", 0.7),
        [nameof(SessionStoreOptions.SiloPort)] = ("12000", 12_000),
        [nameof(SessionStoreOptions.GatewayPort)] = ("31000", 31_000),
        [nameof(SessionStoreOptions.AdvertisedAddress)] = ("10.0.0.5", IPAddress.Parse("10.0.0.5")),
        [nameof(SessionStoreOptions.ClusterSecret)] = (ClusterSecret.Value, ClusterSecret.Value),
        [nameof(SessionStoreOptions.PreviousClusterSecret)] = (ClusterSecret.Value + ".", ClusterSecret.Value + "."),
        [nameof(SessionStoreOptions.AllowUnauthenticatedCluster)] = ("false", false),
        [nameof(SessionStoreOptions.Verbose)] = ("true", true),
        [nameof(SessionStoreOptions.TreatUnreadableAsAbsent)] = ("true", true),
    };

    [Fact]
    public void Bind_EveryOptionThatTextCanCarry_IsReadFromTheSection()
    {
        var options =
            OptionsHost.Resolve(Settings.ToDictionary(setting => "SessionStore:" + setting.Key, setting => (string?)setting.Value.Text));

        foreach (var property in typeof(SessionStoreOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // Code only: an object with behaviour has no text. TLS has a section of its own, of files that are there: see SecureSilo.
            if (property.Name is nameof(SessionStoreOptions.SerializerOptions) or nameof(SessionStoreOptions.ConfigureRedis)
                or nameof(SessionStoreOptions.ConfigureRedisAsync) or nameof(SessionStoreOptions.ConnectionMultiplexer)
                or nameof(SessionStoreOptions.Tls))
                continue;
            Assert.True(
                Settings.ContainsKey(property.Name), $"{property.Name} is not read from configuration, or is missing from this test.");
            Assert.Equal(Settings[property.Name].Value, property.GetValue(options));
        }
    }

    /// <summary>It is refused beside a secret, which the test above sets.</summary>
    [Fact]
    public void Bind_AllowUnauthenticatedCluster_IsReadFromTheSection() => Assert.True(
        OptionsHost.Resolve(new Dictionary<string, string?> { ["SessionStore:AllowUnauthenticatedCluster"] = "true" })
            .AllowUnauthenticatedCluster);

    [Fact]
    public void Bind_NothingConfigured_KeepsTheDefaults()
    {
        var options = OptionsHost.Resolve();

        Assert.Equal("mcp:session:", options.Prefix);
        Assert.Equal(TimeSpan.FromHours(1), options.DefaultTimeToLive);
        Assert.Equal(TimeSpan.FromSeconds(30), options.LockLease);
        Assert.Equal(SessionBackend.Auto, options.Backend);
        Assert.Null(options.RedisUrl);
        Assert.Same(JsonNamingPolicy.CamelCase, options.SerializerOptions.PropertyNamingPolicy);
    }

    [Fact]
    public void RedisUrl_SectionAndVariable_SectionWins()
    {
        var options = OptionsHost.Resolve(new Dictionary<string, string?>
        {
            ["SessionStore:RedisUrl"] = "redis://section",
            ["REDIS_URL"] = "redis://variable",
        });

        Assert.Equal("redis://section", options.RedisUrl);
    }

    [Theory]
    [InlineData("redis://variable", "redis://variable")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public void RedisUrl_OnlyTheVariable_IsTakenUnlessEmpty(string variable, string? expected) =>
        Assert.Equal(expected, OptionsHost.Resolve(new Dictionary<string, string?> { ["REDIS_URL"] = variable }).RedisUrl);

    [Theory]
    [InlineData("redis-sentinel://a:26379,b:26379/mymaster")]
    [InlineData("rediss://h/0?ssl_cert_reqs=none")]
    [InlineData("unix://")]
    public void ForeignRedisUrl_BackendIsMemory_IsNotReadAndElseRefused(string variable)
    {
        var memory = new Dictionary<string, string?> { ["REDIS_URL"] = variable, ["SessionStore:Backend"] = "Memory" };
        var auto = new Dictionary<string, string?> { ["REDIS_URL"] = variable };

        Assert.Equal(SessionBackend.Memory, OptionsHost.Resolve(memory).Backend);
        Assert.Equal(SessionBackend.Memory, OptionsHost.Resolve(auto, code => code.Backend = SessionBackend.Memory).Backend);
        Assert.Throws<OptionsValidationException>(() => OptionsHost.Resolve(auto));
    }

    [Fact]
    public void FrozenSerializer_DefaultOptions_TakeConverters()
    {
        var first = OptionsHost.Resolve(configure: options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        var second = OptionsHost.Resolve();

        Assert.Single(first.SerializerOptions.Converters);
        Assert.Empty(second.SerializerOptions.Converters);
        Assert.Equal("\"Memory\"", JsonSerializer.Serialize(SessionBackend.Memory, first.SerializerOptions));
        Assert.Equal(JsonNamingPolicy.CamelCase, second.SerializerOptions.PropertyNamingPolicy);
    }

    [Fact]
    public void Configure_CodeAndConfiguration_CodeWins()
    {
        var options = OptionsHost.Resolve(
            new Dictionary<string, string?> { ["SessionStore:Prefix"] = "section:", ["SessionStore:Sliding"] = "true",
                ["REDIS_URL"] = "redis://variable" },
            code =>
            {
                code.Prefix = "code:";
                code.RedisUrl = "redis://code";
            });

        Assert.Equal("code:", options.Prefix);
        Assert.Equal("redis://code", options.RedisUrl);
        Assert.True(options.Sliding);
    }

    [Fact]
    public void Configure_CodeThatRanBeforeTheRegistration_StillWins()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection([new("SessionStore:Prefix", "section:")]).Build());
        services.Configure<SessionStoreOptions>(options => options.Prefix = "code:");
        services.AddSessionStoreOptions(configure: null);
        using var provider = services.BuildServiceProvider();

        Assert.Equal("code:", provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value.Prefix);
    }

    [Fact]
    public void Bind_NoConfigurationInTheContainer_KeepsTheDefaults()
    {
        using var provider = new ServiceCollection().AddSessionStoreOptions(configure: null).BuildServiceProvider();

        Assert.Equal("mcp:session:", provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value.Prefix);
    }

    [Fact]
    public void DefaultTimeToLive_WordInfinite_MeansForEver() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, OptionsHost.Resolve(
            new Dictionary<string, string?> { ["SessionStore:DefaultTimeToLive"] = "infinite" }).DefaultTimeToLive);

    [Theory]
    [InlineData("24:00:00", 24 * 60)]
    [InlineData("36:00:00", 36 * 60)]
    [InlineData("36:30", (36 * 60) + 30)]
    [InlineData("720:00:30.5", (720 * 60) + 0.5 + (0.5 / 60))]
    [InlineData("23:59:00", (23 * 60) + 59)]
    [InlineData("0:45", 45)]
    [InlineData("1.12:00:00", 36 * 60)]
    [InlineData("7.00:00:00", 7 * 24 * 60)]
    [InlineData("1:12:00:00", 36 * 60)]
    public void HoursTakenForDays_AnyNumberOfHours_AreHours(string text, double minutes)
    {
        var options = OptionsHost.Resolve(new Dictionary<string, string?> { ["SessionStore:DefaultTimeToLive"] = text });

        Assert.Equal(TimeSpan.FromMinutes(minutes), options.DefaultTimeToLive);
    }

    [Theory]
    [InlineData("DefaultTimeToLive", "24:60:00", "36:00:00")]
    [InlineData("LockLease", "00:00:90", "Infinite")]
    [InlineData("LockLease", "99999999999:00:00", "days.hours:minutes:seconds")]
    [InlineData("DefaultTimeToLive", "3600", "01:00:00")]
    [InlineData("LockLease", "30000", "number without a unit")]
    [InlineData("DefaultTimeToLive", "an hour", "hours:minutes:seconds")]
    [InlineData("Backend", "Postgres", "Auto, Redis, Memory")]
    [InlineData("Sliding", "perhaps", "true or false")]
    [InlineData("MaxValueBytes", "1 MiB", "whole number")]
    [InlineData("MemoryHighWaterMark", "most of it", "0.8")]
    [InlineData("AdvertisedAddress", "silo-1", "10.0.0.5")]
    public void Bind_TextThatIsNoValue_NamesSettingAndFix(string setting, string text, string fix)
    {
        var exception = Assert.Throws<OptionsValidationException>(
            () => OptionsHost.Resolve(new Dictionary<string, string?> { ["SessionStore:" + setting] = text }));

        Assert.Contains("SessionStore:" + setting, exception.Message, StringComparison.Ordinal);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.Contains(fix, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_SeveralBadSettings_AreNamedTogether()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => OptionsHost.Resolve(
            new Dictionary<string, string?> { ["SessionStore:LockLease"] = "30", ["SessionStore:SiloPort"] = "many" }));

        Assert.Equal(2, exception.Failures.Count());
    }
}
