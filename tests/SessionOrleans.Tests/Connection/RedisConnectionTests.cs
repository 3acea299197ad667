using SessionOrleans.Configuration;
using StackExchange.Redis;

namespace SessionOrleans.Connection;

/// <summary>Defaults, the order of those who configure, and what is told of it.</summary>
public sealed class RedisConnectionTests
{
    [Fact]
    public void ConfigurationOf_NothingSaid_HasTheDefaultsOfASessionStore()
    {
        var configuration = RedisConnection.ConfigurationOf(new());

        Assert.Equal("localhost:6379/0", RedisConnection.Describe(configuration));
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
        var configuration = RedisConnection.ConfigurationOf(
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
        Assert.Equal(2_000, RedisConnection.ConfigurationOf(new()).Clone().AsyncTimeout);

    [Theory]
    [InlineData("redis://alice:SeCrEt@host:7000/2", "host:7000/2 as alice")]
    [InlineData("host:7000,password=SeCrEt", "host:7000/0")]
    public void Describe_Password_IsNotTold(string text, string described) =>
        Assert.Equal(described, RedisConnection.Describe(RedisConnectionString.Parse(text)));

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
