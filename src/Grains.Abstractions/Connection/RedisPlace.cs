using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>Which of the options say where Redis is. One does, at most; <c>REDIS_URL</c> gives way to all of them.</summary>
internal static class RedisPlace
{
    /// <summary>Whether Redis was named in any way. If not, localhost is looked at.</summary>
    public static bool IsNamed(SessionStoreOptions options) => options.RedisUrl is not null || WaysOf(options).Any();

    /// <summary>Whether the application gives a connection, and none is made.</summary>
    public static bool IsGiven(SessionStoreOptions options) => options.ConnectionMultiplexer is not null || IsRegistered(options);

    /// <summary>Whether the connection is a service of the application's.</summary>
    public static bool IsRegistered(SessionStoreOptions options) =>
        options.UseRegisteredConnection || options.ConnectionServiceKey is not null;

    /// <summary>The options that were set to say it, without one that only repeats <c>REDIS_URL</c>.</summary>
    public static IEnumerable<string> WaysOf(SessionStoreOptions options)
    {
        if (options.RedisUrl is { } url && url != options.RedisUrlVariable)
            yield return nameof(options.RedisUrl);
        if (options.ConnectionName is not null)
            yield return nameof(options.ConnectionName);
        if (options.ConnectionMultiplexer is not null)
            yield return nameof(options.ConnectionMultiplexer);
        if (options.ConnectionServiceKey is not null)
            yield return nameof(options.ConnectionServiceKey);
        else if (options.UseRegisteredConnection)
            yield return nameof(options.UseRegisteredConnection);
    }

    /// <summary>The option whose text <see cref="AddressOf"/> is.</summary>
    public static string PropertyOf(SessionStoreOptions options) =>
        options.ConnectionName is null ? nameof(options.RedisUrl) : nameof(options.ConnectionName);

    /// <summary>The url or connection string; null where none was named, or the name leads nowhere.</summary>
    public static string? AddressOf(SessionStoreOptions options) =>
        options.ConnectionName is { } name ? options.Configuration?.GetConnectionString(name) : options.RedisUrl;

    /// <summary>The names that <see cref="SessionStoreOptions.ConnectionName"/> may have here.</summary>
    public static IEnumerable<string> ConnectionNames(SessionStoreOptions options) =>
        options.Configuration?.GetSection("ConnectionStrings").GetChildren().Select(child => child.Key) ?? [];

    /// <summary>Whether there is such a service. It is not made yet.</summary>
    public static bool IsServiceThere(SessionStoreOptions options) => options.ConnectionServiceKey is { } key
        ? options.Services?.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(IConnectionMultiplexer), key) is true
        : options.Services?.GetService<IServiceProviderIsService>()?.IsService(typeof(IConnectionMultiplexer)) is true;
}
