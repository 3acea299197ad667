using System.Net;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Options;

/// <summary>Each limit, named with its fix.</summary>
public sealed class SessionStoreOptionsValidatorTests
{
    private static string ThisFile => typeof(SessionStoreOptionsValidatorTests).Assembly.Location;

    public static TheoryData<string, Action<SessionStoreOptions>, string> Breaches => new()
    {
        { nameof(SessionStoreOptions.RedisUrl), options => options.RedisUrl = " ", "redis://host:6379" },
        { nameof(SessionStoreOptions.Backend), options => options.Backend = (SessionBackend)9, "Auto, Redis or Memory" },
        { nameof(SessionStoreOptions.Hosting), options => options.Hosting = (SessionStoreHosting)9, "Embedded or Client" },
        { nameof(SessionStoreOptions.LockEnforcement), options => options.LockEnforcement = (LockEnforcement)9, "Strict or Advisory" },
        { nameof(SessionStoreOptions.Prefix), options => options.Prefix = "", "1 to 128 characters" },
        { nameof(SessionStoreOptions.Prefix), options => options.Prefix = new string('p', 129), "1 to 128 characters" },
        { nameof(SessionStoreOptions.Prefix), options => options.Prefix = "my shop:", "U+0020" },
        { nameof(SessionStoreOptions.Prefix), options => options.Prefix = null!, "Prefix" },
        { nameof(SessionStoreOptions.KeySecret), options => options.KeySecret = "short", "openssl rand" },
        { nameof(SessionStoreOptions.PreviousKeySecret), options => options.PreviousKeySecret = new('s', 40), "KeySecret is not" },
        { nameof(SessionStoreOptions.DefaultTimeToLive), options => options.DefaultTimeToLive = TimeSpan.Zero, "above zero" },
        { nameof(SessionStoreOptions.DefaultTimeToLive), options => options.DefaultTimeToLive = TimeSpan.MaxValue, "at most" },
        { nameof(SessionStoreOptions.LockLease), options => options.LockLease = TimeSpan.FromMilliseconds(999), "1 second to 10 minutes" },
        { nameof(SessionStoreOptions.LockLease), options => options.LockLease = TimeSpan.FromMinutes(11), "1 second to 10 minutes" },
        { nameof(SessionStoreOptions.MaxValueBytes), options => options.MaxValueBytes = 0, "1 to 67,108,864" },
        { nameof(SessionStoreOptions.MaxValueBytes), options => options.MaxValueBytes = (64 << 20) + 1, "split" },
        { nameof(SessionStoreOptions.MemoryHighWaterMark), options => options.MemoryHighWaterMark = 0, "four fifths" },
        { nameof(SessionStoreOptions.MemoryHighWaterMark), options => options.MemoryHighWaterMark = 1.01, "four fifths" },
        { nameof(SessionStoreOptions.SiloPort), options => options.SiloPort = 0, "1 to 65,535" },
        { nameof(SessionStoreOptions.GatewayPort), options => options.GatewayPort = 65_536, "1 to 65,535" },
        { nameof(SessionStoreOptions.GatewayPort), options => options.SiloPort = options.GatewayPort = 5_000, "a port of its own" },
        { nameof(SessionStoreOptions.AdvertisedAddress), options => options.AdvertisedAddress = IPAddress.Any, "nobody can dial" },
        { nameof(SessionStoreOptions.Tls), options => options.Tls = new() { CertificatePath = "silo.pem" }, "all three" },
        { nameof(SessionStoreOptions.Tls), options => options.Tls = new() { CertificatePath = "no.pem", KeyPath = "no.key",
            AuthorityPath = "no-ca.pem" }, "no.pem, which is not there" },
        {
            nameof(SessionStoreOptions.Tls),
            options => options.Tls = new() { CertificatePath = ThisFile, KeyPath = ThisFile, AuthorityPath = ThisFile },
            "all PEM, the key not encrypted"
        },
        { nameof(SessionStoreOptions.ClusterSecret), options => options.ClusterSecret = new('s', 31), "openssl rand" },
        {
            nameof(SessionStoreOptions.PreviousClusterSecret), options => options.PreviousClusterSecret = ClusterSecret.Value,
            "ClusterSecret is not"
        },
        {
            nameof(SessionStoreOptions.AllowUnauthenticatedCluster),
            options => (options.ClusterSecret, options.AllowUnauthenticatedCluster) = (ClusterSecret.Value, true),
            "Leave it out, or them"
        },
        { nameof(SessionStoreOptions.SerializerOptions), options => options.SerializerOptions = null!, "JsonSerializerOptions" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Resolve_OptionOutOfItsLimits_NamesPropertyLimitAndFix(string property, Action<SessionStoreOptions> breach, string fix)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => OptionsHost.Resolve(configure: breach));

        var failure = Assert.Single(exception.Failures);
        Assert.StartsWith($"SessionStoreOptions.{property}", failure, StringComparison.Ordinal);
        Assert.Contains(fix, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", failure, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure);
    }

    [Fact]
    public void Resolve_LimitsThemselves_AreAccepted() => OptionsHost.Resolve(configure: options =>
    {
        options.Prefix = new string('p', 128);
        options.DefaultTimeToLive = Timeout.InfiniteTimeSpan;
        options.LockLease = TimeSpan.FromMinutes(10);
        options.MaxValueBytes = 64 << 20;
        options.SiloPort = 65_535;
        options.GatewayPort = 1;
        options.AdvertisedAddress = IPAddress.IPv6Loopback;
    });
}
