using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Configuration;

/// <summary>
/// Takes the options from the section <c>SessionStore</c>, and the address of Redis from <c>REDIS_URL</c> where the section
/// names none. Runs before any code that configures the options, so that code wins.
/// </summary>
internal sealed class SessionStoreSettings(IConfiguration? configuration = null, IServiceProvider? services = null)
    : IConfigureOptions<SessionStoreOptions>
{
    private const string RedisUrlVariable = "REDIS_URL";

    public void Configure(SessionStoreOptions options)
    {
        (options.Configuration, options.Services) = (configuration, services);
        if (configuration is null)
            return;

        SettingNames.Check(configuration);
        ConfigurePlace(options, configuration);

        var reader = new SettingReader(configuration.GetSection(SessionStoreOptions.SectionName));
        reader.Read<bool>(nameof(options.UseRegisteredConnection), value => options.UseRegisteredConnection = value);
        reader.Read<string>(nameof(options.ConnectionServiceKey), value => options.ConnectionServiceKey = value);
        reader.Read<SessionBackend>(nameof(options.Backend), value => options.Backend = value);
        reader.Read<SessionStoreHosting>(nameof(options.Hosting), value => options.Hosting = value);
        reader.Read<string>(nameof(options.Prefix), value => options.Prefix = value);
        reader.ReadDuration(nameof(options.DefaultTimeToLive), value => options.DefaultTimeToLive = value);
        reader.Read<bool>(nameof(options.Sliding), value => options.Sliding = value);
        reader.ReadDuration(nameof(options.LockLease), value => options.LockLease = value);
        reader.Read<LockEnforcement>(nameof(options.LockEnforcement), value => options.LockEnforcement = value);
        reader.Read<int>(nameof(options.MaxValueBytes), value => options.MaxValueBytes = value);
        reader.Read<double>(nameof(options.MemoryHighWaterMark), value => options.MemoryHighWaterMark = value);
        reader.Read<int>(nameof(options.SiloPort), value => options.SiloPort = value);
        reader.Read<int>(nameof(options.GatewayPort), value => options.GatewayPort = value);
        reader.ReadAddress(nameof(options.AdvertisedAddress), value => options.AdvertisedAddress = value);
        reader.Read<string>(nameof(options.ClusterSecret), value => options.ClusterSecret = value);
        reader.Read<string>(nameof(options.PreviousClusterSecret), value => options.PreviousClusterSecret = value);
        reader.Read<bool>(nameof(options.AllowUnauthenticatedCluster), value => options.AllowUnauthenticatedCluster = value);
        reader.Read<string>(nameof(options.KeySecret), value => options.KeySecret = value);
        reader.Read<string>(nameof(options.PreviousKeySecret), value => options.PreviousKeySecret = value);
        reader.Read<bool>(nameof(options.Verbose), value => options.Verbose = value);
        reader.Read<bool>(nameof(options.TreatUnreadableAsAbsent), value => options.TreatUnreadableAsAbsent = value);
        ConfigureTls(options, new SettingReader(configuration.GetSection(SessionStoreOptions.SectionName).GetSection(nameof(options.Tls))));
        reader.ThrowIfFailed(typeof(SessionStoreOptions));
    }

    /// <summary>For options that are all from code, but for the address of Redis where they name none.</summary>
    public void ConfigureRedisUrl(SessionStoreOptions options)
    {
        options.Configuration ??= configuration;
        if (configuration is null)
            return;

        SettingNames.Check(configuration);
        if (!RedisPlace.IsNamed(options))
            ConfigurePlace(options, configuration);
    }

    /// <summary>Where Redis is, as far as the configuration says.</summary>
    private static void ConfigurePlace(SessionStoreOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(SessionStoreOptions.SectionName);
        options.ConnectionName = Text(section[nameof(options.ConnectionName)]) ?? options.ConnectionName;
        options.RedisUrlVariable = Text(configuration[RedisUrlVariable]);
        options.RedisUrl = Text(section[nameof(options.RedisUrl)]) ?? options.RedisUrlVariable ?? options.RedisUrl;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static void ConfigureTls(SessionStoreOptions options, SettingReader reader)
    {
        reader.Read<string>(nameof(SessionTlsOptions.CertificatePath), path => (options.Tls ??= new()).CertificatePath = path);
        reader.Read<string>(nameof(SessionTlsOptions.KeyPath), path => (options.Tls ??= new()).KeyPath = path);
        reader.Read<string>(nameof(SessionTlsOptions.AuthorityPath), path => (options.Tls ??= new()).AuthorityPath = path);
    }
}
