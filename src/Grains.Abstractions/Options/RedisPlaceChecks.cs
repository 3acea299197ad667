namespace SessionOrleans.Configuration;

/// <summary>Whether the options lead to one Redis. Nothing is connected to.</summary>
internal static class RedisPlaceChecks
{
    public static void Check(SessionStoreOptions options, OptionChecks<SessionStoreOptions> checks)
    {
        var ways = RedisPlace.WaysOf(options).ToList();
        if (ways.Count > 1)
        {
            checks.Require(ways[0], false,
                $"is set beside {string.Join(" and ", ways.Skip(1))}, and each names a Redis of its own. Leave all but one out; " +
                "REDIS_URL need not be, since it gives way.");
            return;
        }

        if (options.ConnectionName is { } name)
            checks.Require(nameof(options.ConnectionName), !string.IsNullOrWhiteSpace(RedisPlace.AddressOf(options)),
                $"is '{name}', and the configuration has no such connection string. Set ConnectionStrings:{name} (environment: " +
                $"ConnectionStrings__{name}; in an Aspire host WithReference), or correct the name; there are: {Names(options)}.");
        if (RedisPlace.AddressOf(options) is { } address && (options.ConnectionName is null || !string.IsNullOrWhiteSpace(address)))
            checks.Keep(RedisPlace.PropertyOf(options), property => _ = RedisConnectionString.Parse(address, property));
        if (RedisPlace.IsRegistered(options))
            checks.Require(ways[0], RedisPlace.IsServiceThere(options), Missing(options));
        RequireOwn(nameof(options.ConfigureRedis), options.ConfigureRedis);
        RequireOwn(nameof(options.ConfigureRedisAsync), options.ConfigureRedisAsync);

        void RequireOwn(string hook, Delegate? set) =>
            checks.Require(hook, set is null || !RedisPlace.IsGiven(options),
                $"is set beside {ways.FirstOrDefault()}, whose connection the application makes. Leave it out, and configure that " +
                "connection where it is made.");
    }

    private static string Names(SessionStoreOptions options) =>
        string.Join(", ", RedisPlace.ConnectionNames(options).Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : "none";

    private static string Missing(SessionStoreOptions options) => options switch
    {
        { Services: null } => "is set, and there are no services here to look in. Set ConnectionMultiplexer to the connection itself.",
        { ConnectionServiceKey: { } key } =>
            $"is '{key}', and no IConnectionMultiplexer is registered under that key. Register it (in an Aspire client " +
            $"builder.AddKeyedRedisClient(\"{key}\")), or correct the key.",
        _ => "is set, and no IConnectionMultiplexer is registered. Register it (in an Aspire client builder.AddRedisClient(\"name\")), " +
            "or name the key of one as ConnectionServiceKey.",
    };
}
