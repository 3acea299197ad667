using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Hosting;

/// <summary>Whether this is a developer's machine, where a store that forgets is better than none.</summary>
internal static class Development
{
    /// <summary>As the host says; where it says nothing, as the environment does.</summary>
    public static bool IsOn(IServiceProvider provider) =>
        provider.GetService<IHostEnvironment>() is { } environment ? environment.IsDevelopment() : IsOnByEnvironment();

    /// <summary>By <c>DOTNET_ENVIRONMENT</c>, else <c>ASPNETCORE_ENVIRONMENT</c>; without either this is production, as in a
    /// host.</summary>
    public static bool IsOnByEnvironment()
    {
        var name = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        if (string.IsNullOrEmpty(name))
            name = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");
        return string.Equals(name, Environments.Development, StringComparison.OrdinalIgnoreCase);
    }
}
