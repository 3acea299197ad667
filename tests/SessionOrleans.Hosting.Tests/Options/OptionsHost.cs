using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;

namespace SessionOrleans.Options;

/// <summary>Options as a host resolves them.</summary>
internal static class OptionsHost
{
    public static SessionStoreOptions Resolve(
        IDictionary<string, string?>? configuration = null, Action<SessionStoreOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection(configuration ?? new Dictionary<string, string?>()).Build());
        services.AddSessionStoreOptions(configure);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value;
    }
}
