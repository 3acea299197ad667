using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;
using StackExchange.Redis;

namespace SessionOrleans.Options;

/// <summary>Which options say where Redis is, and what is said where they do not agree, or lead nowhere.</summary>
public sealed class RedisPlaceTests
{
    private static readonly Dictionary<string, string?> Configuration = new()
    {
        ["ConnectionStrings:cache"] = "cache:7000,password=SeCrEt",
        ["ConnectionStrings:broken"] = "cache:7000,pasword=SeCrEt",
        ["ConnectionStrings:database"] = "Host=db",
    };

    public static TheoryData<string, Action<SessionStoreOptions>, string> Breaches => new()
    {
        { "RedisUrl", options => (options.RedisUrl, options.ConnectionName) = ("redis://h", "cache"), "is set beside ConnectionName" },
        {
            "ConnectionName", options => (options.ConnectionName, options.ConnectionServiceKey) = ("cache", "cache"),
            "is set beside ConnectionServiceKey"
        },
        {
            "RedisUrl", options => (options.RedisUrl, options.UseRegisteredConnection) = ("redis://h", true),
            "is set beside UseRegisteredConnection"
        },
        { "ConnectionName", options => options.ConnectionName = "cash", "Set ConnectionStrings:cash" },
        { "ConnectionName", options => options.ConnectionName = "cash", "there are: broken, cache, database." },
        { "ConnectionName", options => options.ConnectionName = "broken", "Part 2 of 2 of the Redis connection string" },
        { "ConnectionServiceKey", options => options.ConnectionServiceKey = "cache", "builder.AddKeyedRedisClient(\"cache\")" },
        { "UseRegisteredConnection", options => options.UseRegisteredConnection = true, "builder.AddRedisClient(" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Resolve_PlaceThatCannotBe_NamesPropertyAndFixAndNoSecret(
        string property, Action<SessionStoreOptions> breach, string fix)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => OptionsHost.Resolve(Configuration, breach));

        var failure = Assert.Single(exception.Failures);
        Assert.StartsWith($"SessionStoreOptions.{property}", failure, StringComparison.Ordinal);
        Assert.Contains(fix, failure, StringComparison.Ordinal);
        Secret.AssertAbsent("SeCrEt", failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resolve_HookBesideARegisteredConnection_IsRefused(bool isAsync)
    {
        var services = Services(options =>
        {
            options.UseRegisteredConnection = true;
            if (isAsync)
                options.ConfigureRedisAsync = (_, _) => Task.CompletedTask;
            else
                options.ConfigureRedis = _ => { };
        });
        services.AddSingleton<IConnectionMultiplexer>(_ => throw new InvalidOperationException("It was made."));

        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => Resolve(services)).Failures);

        Assert.StartsWith(isAsync ? "SessionStoreOptions.ConfigureRedisAsync is set" : "SessionStoreOptions.ConfigureRedis is set", failure,
            StringComparison.Ordinal);
        Assert.Contains("configure that connection where it is made", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_RegisteredConnection_IsNotMade()
    {
        var services = Services(options => options.ConnectionServiceKey = "cache");
        services.AddKeyedSingleton<IConnectionMultiplexer>("cache", (_, _) => throw new InvalidOperationException("It was made."));

        var options = Resolve(services);

        Assert.True(RedisPlace.IsGiven(options));
        Assert.Equal("the connection that is registered as 'cache'", RedisConnections.Describe(options));
    }

    /// <summary>REDIS_URL is the environment's, and often another component's.</summary>
    [Fact]
    public void Resolve_ConnectionNameAndTheVariable_TheNameLeads()
    {
        var options = OptionsHost.Resolve(
            new Dictionary<string, string?>(Configuration) { ["REDIS_URL"] = "redis://variable" },
            code => code.ConnectionName = "cache");

        Assert.Equal("cache:7000/0", RedisConnections.Describe(options));
    }

    [Fact]
    public void Resolve_ConnectionNameInTheSection_LeadsToTheString() => Assert.Equal(
        "cache:7000/0",
        RedisConnections.Describe(OptionsHost.Resolve(
            new Dictionary<string, string?>(Configuration) { ["SessionStore:ConnectionName"] = "cache" })));

    [Fact]
    public async Task Create_ConnectionNameThatLeadsNowhere_NamesTheVariable()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SessionStoreFactory.CreateAsync(new() { ConnectionName = "nowhere-at-all" }));

        Assert.Contains("ConnectionStrings__nowhere-at-all", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_RegisteredConnectionWithoutServices_SaysWhatToSet()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SessionStoreFactory.CreateAsync(new() { UseRegisteredConnection = true }));

        Assert.Contains("Set ConnectionMultiplexer to the connection itself.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_MemoryBackend_LooksAtNoneOfIt() => OptionsHost.Resolve(configure: options =>
    {
        options.Backend = SessionBackend.Memory;
        options.RedisUrl = "no url ://";
        options.ConnectionName = "nowhere";
    });

    private static ServiceCollection Services(Action<SessionStoreOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Configuration).Build());
        services.AddSessionStoreOptions(configure);
        return services;
    }

    private static SessionStoreOptions Resolve(ServiceCollection services)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SessionStoreOptions>>().Value;
    }
}
