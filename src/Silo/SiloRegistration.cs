using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;
using SessionOrleans.Dashboard;
using SessionOrleans.Hosting;

namespace SessionOrleans.Silo;

/// <summary>The silo in its process: options as everywhere, the silo, and its life.</summary>
internal static class SiloRegistration
{
    private const string UsualUrl = "http://localhost:8080";

    public static IServiceCollection AddSilo(this IServiceCollection services) => services
        .AddSessionStoreOptions(configure: null)
        .AddSingleton(provider => new SiloHost(new SiloSetup(
            provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value,
            TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>(),
            silo => silo.AddSiloDashboard(provider.GetRequiredService<DashboardAccess>()),
            IsDevelopment: Development.IsOn(provider)) { UsesKnownPorts = true }))
        .AddHostedService<SiloService>();

    /// <summary>Where health is served, unless <c>ASPNETCORE_URLS</c>, <c>ASPNETCORE_HTTP_PORTS</c> or <c>--urls</c> say
    /// otherwise.</summary>
    public static void ListenOnUsualPort(this WebApplicationBuilder builder)
    {
        if ((string[])["urls", "http_ports", "https_ports"] is var settings
            && settings.All(setting => string.IsNullOrEmpty(builder.Configuration[setting])))
            builder.WebHost.UseUrls(UsualUrl);
    }
}
