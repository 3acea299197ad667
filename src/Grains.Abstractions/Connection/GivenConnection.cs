using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>The connection that the application made, as it tells of itself.</summary>
internal static class GivenConnection
{
    /// <summary>The connection itself. A service may be made only now, which connects, and blocks its thread meanwhile.</summary>
    public static async Task<IConnectionMultiplexer> TakeAsync(SessionStoreOptions options)
    {
        if (options.ConnectionMultiplexer is { } given)
            return given;
        var services = options.Services!;
        return await Task.Run(() => options.ConnectionServiceKey is { } key
            ? services.GetRequiredKeyedService<IConnectionMultiplexer>(key)
            : services.GetRequiredService<IConnectionMultiplexer>()).ConfigureAwait(false);
    }

    /// <summary>Where it leads. Its settings are not to be had.</summary>
    public static ConfigurationOptions Describe(IConnectionMultiplexer connection)
    {
        var configuration = new ConfigurationOptions
        {
            DefaultDatabase = connection.GetDatabase().Database,
            Ssl = connection.Configuration.Contains("ssl=True", StringComparison.OrdinalIgnoreCase),
        };
        foreach (var endPoint in connection.GetEndPoints(configuredOnly: true))
            configuration.EndPoints.Add(endPoint);
        return configuration;
    }

    /// <summary>How long it waits for the answer to an asynchronous command.</summary>
    public static TimeSpan AnswerWithin(IConnectionMultiplexer connection)
    {
        const string Setting = "asyncTimeout=";
        var told = connection.Configuration.Split(',').LastOrDefault(part => part.StartsWith(Setting, StringComparison.OrdinalIgnoreCase));
        return TimeSpan.FromMilliseconds(
            int.TryParse(told?[Setting.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                ? milliseconds
                : connection.TimeoutMilliseconds);
    }

    /// <summary>What it is called in logs and messages. A service is not made for that.</summary>
    public static string Name(SessionStoreOptions options) => options switch
    {
        { ConnectionMultiplexer: { } connection } => RedisConnections.Describe(Describe(connection)),
        { ConnectionServiceKey: { } key } => $"the connection that is registered as '{key}'",
        _ => "the connection that is registered",
    };
}
