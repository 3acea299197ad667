using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Dashboard;
using Orleans.Serialization;
using SessionOrleans.Hosting;

namespace SessionOrleans.Dashboard;

/// <summary>Orleans' dashboard beside health: its collectors in the silo, its pages in this process.</summary>
internal static class SiloDashboard
{
    public const string Path = "/dashboard";

    private const string ClientName = "IDashboardClient";

    public static IServiceCollection AddSiloDashboard(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var access = DashboardAccess.From(configuration, environment);
        services.AddSingleton(access);
        if (!access.IsOn)
            return services;

        var pages = new DashboardServices(new ServiceCollection(), configuration);
        pages.AddDashboard(Configure);
        foreach (var service in pages.Services.Where(service => service.ServiceType != typeof(ILoggerProvider)))
            services.Add(service);

        // It keeps references of the silo that it was made with, and silos are built anew: one for each request.
        var client = services.Single(service => service.ServiceType.Name == ClientName);
        services.Replace(ServiceDescriptor.Transient(client.ServiceType, client.ImplementationType!));
        services.AddTransient(provider => provider.GetRequiredService<SiloHost>().Grains);

        if (access.Token is not null)
        {
            services.AddAuthentication(TokenAuthentication.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, configureOptions: null);
            services.AddAuthorization();
        }

        return services;
    }

    /// <summary>What the dashboard needs of the silo; nothing where it is off.</summary>
    public static void AddSiloDashboard(this ISiloBuilder silo, DashboardAccess access)
    {
        if (!access.IsOn)
            return;
        silo.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(DashboardOptions).Assembly));
        silo.AddDashboard(Configure);
    }

    public static void MapSiloDashboard(this WebApplication app)
    {
        if (app.Services.GetRequiredService<DashboardAccess>() is not { IsOn: true } access)
            return;
        if (access.Token is null)
            app.AnswerThisMachineOnly(Path);
        var pages = app.MapOrleansDashboard(Path);
        if (access.Token is not null)
            pages.RequireAuthorization();
    }

    /// <summary>The log has a place of its own, and Orleans' lines name session ids.</summary>
    private static void Configure(DashboardOptions options) => options.HideTrace = true;
}
