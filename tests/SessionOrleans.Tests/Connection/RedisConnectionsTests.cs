using SessionOrleans.Configuration;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace SessionOrleans.Connection;

/// <summary>Defaults, the order of those who configure, and what is told of it.</summary>
public sealed class RedisConnectionsTests
{
    [Fact]
    public void ConfigurationOf_NothingSaid_HasTheDefaultsOfASessionStore()
    {
        var configuration = RedisConnections.ConfigurationOf(new());

        Assert.Equal("localhost:6379/0", RedisConnections.Describe(configuration));
        Assert.False(configuration.AbortOnConnectFail);
        Assert.Equal(2_000, configuration.ConnectTimeout);
        Assert.Equal(2_000, configuration.AsyncTimeout);
        Assert.Equal(15, configuration.KeepAlive);
        Assert.Equal("", configuration.TieBreaker);
        Assert.Equal("", configuration.ConfigurationChannel);
        Assert.Equal("SessionOrleans", configuration.Defaults.ClientName);
        Assert.True(configuration.ReconnectRetryPolicy.ShouldRetry(9, 600));
    }

    [Fact]
    public void ConfigurationOf_TextStoreAndUser_EachWinsOverTheOneBefore()
    {
        var configuration = RedisConnections.ConfigurationOf(
            new()
            {
                RedisUrl = "redis://:first@host?connect_timeout=7",
                ConfigureRedis = redis =>
                {
                    Assert.Equal(BacklogPolicy.FailFast, redis.BacklogPolicy);
                    redis.Password = "last";
                    redis.BacklogPolicy = BacklogPolicy.Default;
                },
            },
            redis =>
            {
                redis.BacklogPolicy = BacklogPolicy.FailFast;
                redis.ClientName = "membership";
            });

        Assert.Equal("last", configuration.Password);
        Assert.Equal(BacklogPolicy.Default, configuration.BacklogPolicy);
        Assert.Equal("membership", configuration.ClientName);
        Assert.Equal(7_000, configuration.ConnectTimeout);
    }

    [Fact]
    public void ConfigurationOf_CopiedByTheLibrary_KeepsTheDefaults() =>
        Assert.Equal(2_000, RedisConnections.ConfigurationOf(new()).Clone().AsyncTimeout);

    /// <summary>The library of a cloud sets its provider in place of the store's.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConfigureAsync_HookWithAProvider_TakesItsLoginAndKeepsTheStoresTimes(bool isAsync)
    {
        var provider = new CloudDefaults();
        var configuration = await RedisConnections.ConfigureAsync(new()
        {
            RedisUrl = "cache:6380",
            ConfigureRedis = redis => redis.Defaults = isAsync ? redis.Defaults : provider,
            ConfigureRedisAsync = (redis, _) =>
            {
                if (isAsync)
                    redis.Defaults = provider;
                redis.KeepAlive = 7;
                return Task.CompletedTask;
            },
        });

        Assert.Equal(("cloud", "token", true), (configuration.User, configuration.Password, configuration.Ssl));
        Assert.Equal(RedisProtocol.Resp3, configuration.Protocol);
        Assert.Equal((2_000, 7, false), (configuration.AsyncTimeout, configuration.KeepAlive, configuration.AbortOnConnectFail));
        provider.Token = "renewed";
        Assert.Equal("renewed", configuration.Clone().Password);
    }

    [Fact]
    public async Task ConfigureAsync_HookThatCancels_SaysThatItFailed()
    {
        var failure = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => RedisConnections.ConfigureAsync(
            new() { ConfigureRedisAsync = (_, _) => Task.FromCanceled(new(canceled: true)) }));

        Assert.Contains("ConfigureRedisAsync threw", failure.Message, StringComparison.Ordinal);
    }

    private sealed class CloudDefaults : DefaultOptionsProvider
    {
        public string Token { get; set; } = "token";

        public override string User => "cloud";

        public override string Password => Token;

        public override TimeSpan SyncTimeout => TimeSpan.FromMinutes(1);

        public override RedisProtocol? Protocol => RedisProtocol.Resp3;

        public override bool GetDefaultSsl(EndPointCollection endPoints) => true;
    }

    [Theory]
    [InlineData("redis://alice:SeCrEt@host:7000/2", "host:7000/2 as alice")]
    [InlineData("host:7000,password=SeCrEt", "host:7000/0")]
    public void Describe_Password_IsNotTold(string text, string described) =>
        Assert.Equal(described, RedisConnections.Describe(RedisConnectionString.Parse(text)));

    [Theory]
    [InlineData("redis://:SeC/rEt@host")]
    [InlineData("host,password=ab,SeCrEt")]
    public void Validate_MalformedRedisUrl_NamesPropertyAndFixAndNeverTheSecret(string text)
    {
        var result = new SessionStoreOptionsValidator().Validate(null, new() { RedisUrl = text });

        var failure = Assert.Single(result.Failures!);
        Assert.StartsWith("SessionStoreOptions.RedisUrl: ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", failure, StringComparison.Ordinal);
        Secret.AssertAbsent("SeCrEt", failure);
    }
}
