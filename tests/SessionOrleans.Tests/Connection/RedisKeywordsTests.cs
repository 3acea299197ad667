namespace SessionOrleans.Connection;

/// <summary>The strings of StackExchange.Redis.</summary>
public sealed class RedisKeywordsTests
{
    [Theory]
    [InlineData("localhost", "localhost:6379/0")]
    [InlineData("localhost:7000", "localhost:7000/0")]
    [InlineData("a:1,b:2,defaultDatabase=3", "a:1,b:2/3")]
    [InlineData("cache,ssl=true", "cache:6380/0 with TLS")]
    [InlineData("sentinel,serviceName=shop", "sentinel:26379/0 (shop)")]
    [InlineData("host:1,user=alice,password=secret", "host:1/0 as alice")]
    [InlineData("[::1]:7000", "[::1]:7000/0")]
    [InlineData("10.0.0.1:7000", "10.0.0.1:7000/0")]
    [InlineData(" host:1 , abortConnect=false , ", "host:1/0")]
    public void ConfigurationOf_Keywords_LeadWhereTheySay(string text, string described) =>
        Assert.Equal(described, RedisConnections.Describe(RedisConnections.ConfigurationOf(new() { RedisUrl = text })));

    [Fact]
    public void Parse_Keywords_AreTaken()
    {
        var configuration = RedisConnectionString.Parse("host,password=p=a@s/s:w#,user=alice,syncTimeout=700,abortConnect=true,$CONFIG=");

        Assert.Equal("p=a@s/s:w#", configuration.Password);
        Assert.Equal("alice", configuration.User);
        Assert.Equal(700, configuration.AsyncTimeout);
        Assert.True(configuration.AbortOnConnectFail);
    }

    [Fact]
    public void Parse_HostOfACloud_HasItsTlsByDefault() =>
        Assert.True(RedisConnectionString.Parse("mine.redis.cache.windows.net:6380,password=secret").Ssl);

    [Theory]
    [InlineData("password=SeCrEt", "names no host")]
    [InlineData("host,password=ab,SeCrEt", "Part 3 of 3")]
    [InlineData("host,password=ab,SeC=rEt", "Part 3 of 3")]
    [InlineData("host,password=ab,SeCrEt:1", "%2C")]
    [InlineData("user:SeCrEt@host:6379", "redis://user:password@host:6379")]
    [InlineData("user:SeC=rEt@host:6379", "Part 1 of 1")]
    [InlineData("host,syncTimeout=SeCrEt", "Part 2 of 2")]
    [InlineData("host,ssl=SeCrEt", "Part 2 of 2")]
    [InlineData("host,passwort=SeCrEt", "Part 2 of 2")]
    public void Parse_Malformed_NamesTheFixAndNeverTheSecret(string text, string fix)
    {
        var exception = Assert.Throws<ArgumentException>("redisUrl", () => RedisConnectionString.Parse(text));

        Assert.Contains(fix, exception.Message, StringComparison.Ordinal);
        Secret.AssertAbsent("SeCrEt", exception.ToString());
    }
}
