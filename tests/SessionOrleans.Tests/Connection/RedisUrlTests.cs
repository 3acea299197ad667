using System.Net;
using StackExchange.Redis;

namespace SessionOrleans.Connection;

/// <summary>Urls, as users and clouds write them.</summary>
public sealed class RedisUrlTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost:6379/0")]
    [InlineData("redis://localhost:6380", "localhost:6380/0")]
    [InlineData("redis://localhost:6379/", "localhost:6379/0")]
    [InlineData("redis://localhost:6379/3", "localhost:6379/3")]
    [InlineData("REDIS://localhost:6379/3", "localhost:6379/3")]
    [InlineData("  redis://localhost:6379  ", "localhost:6379/0")]
    [InlineData("redis://localhost:", "localhost:6379/0")]
    [InlineData("rediss://cache.example.com", "cache.example.com:6379/0 with TLS")]
    [InlineData("redis://10.1.2.3:7000/1", "10.1.2.3:7000/1")]
    [InlineData("redis://[::1]:7000/1", "[::1]:7000/1")]
    [InlineData("redis://[::1]", "[::1]:6379/0")]
    [InlineData("rediss://alice:secret@cache-1.example.com:6380/2", "cache-1.example.com:6380/2 as alice with TLS")]
    [InlineData("redis://host?db=4", "host:6379/4")]
    [InlineData("redis://host/?database=4&family=0", "host:6379/4")]
    [InlineData("redis://my_service:6379", "my_service:6379/0")]
    [InlineData("unix:///var/run/redis.sock", "!/var/run/redis.sock/0")]
    [InlineData("unix:///var/run/my%20redis.sock?db=2", "!/var/run/my redis.sock/2")]
    [InlineData("unix://alice:s%40cret@/var/run/redis.sock", "!/var/run/redis.sock/0 as alice")]
    [InlineData("!/var/run/redis.sock,defaultDatabase=2", "!/var/run/redis.sock/2")]
    public void Parse_Url_LeadsWhereItSays(string url, string described) =>
        Assert.Equal(described, Described(url));

    [Theory]
    [InlineData("redis://:secret@host", null, "secret")]
    [InlineData("redis://alice:secret@host", "alice", "secret")]
    [InlineData("redis://alice:p%40ss%3Aw%2Frd%3F%23%25@host", "alice", "p@ss:w/rd?#%")]
    [InlineData("redis://al%3Aice:secret@host", "al:ice", "secret")]
    [InlineData("redis://:a+b=c&d;e!$'()*~@host", null, "a+b=c&d;e!$'()*~")]
    [InlineData("redis://:a:b:c@host", null, "a:b:c")]
    [InlineData("redis://:a@b@host", null, "a@b")]
    [InlineData("redis://:%E2%82%AC%20uro@host", null, "€ uro")]
    [InlineData("redis://:€uro@host", null, "€uro")]
    [InlineData("redis://:a%2Cb@host", null, "a,b")]
    [InlineData("redis://alice:@host", "alice", "")]
    [InlineData("redis://host", null, null)]
    public void Parse_Credentials_AreDecoded(string url, string? user, string? password)
    {
        var configuration = RedisConnectionString.Parse(url);

        Assert.Equal(user, configuration.User);
        Assert.Equal(password, configuration.Password);
        Assert.Equal("host", Assert.IsType<DnsEndPoint>(Assert.Single(configuration.EndPoints)).Host);
    }

    [Fact]
    public void Parse_Parameters_AreTaken()
    {
        var configuration = RedisConnectionString.Parse("redis://host/1?client_name=my%20app&protocol=3&connect_timeout=1.5");

        Assert.Equal("my app", configuration.ClientName);
        Assert.Equal(RedisProtocol.Resp3, configuration.Protocol);
        Assert.Equal(1_500, configuration.ConnectTimeout);
        Assert.Equal(1, configuration.DefaultDatabase);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("redis://", "names no host")]
    [InlineData("redis://:6379", "names no host")]
    [InlineData("redis://:SeCrEt@", "names no host")]
    [InlineData("redis://:SeCrEt@:6379", "names no host")]
    [InlineData("redis://SeCrEt@host", "redis://:password@host")]
    [InlineData("redis://:SeC/rEt@host:6379", "%2F")]
    [InlineData("redis://:SeC#rEt@host:6379", "%23")]
    [InlineData("redis://:SeC?rEt@host:6379", "%3F")]
    [InlineData("redis://:SeC%rEt@host:6379", "%25")]
    [InlineData("redis://:SeCrEt%4@host:6379", "%25")]
    [InlineData("redis://:SeCrEt", "names no host")]
    [InlineData("redis://alice:SeCrEt", "1 to 65,535")]
    [InlineData("redis://host:0", "1 to 65,535")]
    [InlineData("redis://host:65536", "1 to 65,535")]
    [InlineData("redis://host:-1", "1 to 65,535")]
    [InlineData("redis://host:6379:1", "1 to 65,535")]
    [InlineData("redis://::1:6379", "brackets")]
    [InlineData("redis://[::1:6379", "brackets")]
    [InlineData("redis://[SeCrEt]:6379", "brackets")]
    [InlineData("redis://ho st:6379", "neither a name nor an address")]
    [InlineData("redis://:SeCrEt@a:1,b:2", "host1:6379,host2:6379")]
    [InlineData("redis://a,b", "host1:6379,host2:6379")]
    [InlineData("redis://host/SeCrEt", "database")]
    [InlineData("redis://host/-1", "database")]
    [InlineData("redis://host/1/2", "database")]
    [InlineData("redis://host?db=SeCrEt", "database")]
    [InlineData("redis://host/0#SeCrEt", "%23")]
    [InlineData("redis://host?SeCrEt", "ConfigureRedis")]
    [InlineData("redis://host?password=SeCrEt", "ConfigureRedis")]
    [InlineData("redis://host?protocol=SeCrEt", "neither 2 nor 3")]
    [InlineData("redis://host?connect_timeout=SeCrEt", "connect_timeout=5")]
    [InlineData("unix://", "unix:///path/of/redis.sock")]
    [InlineData("unix:///", "unix:///path/of/redis.sock")]
    [InlineData("unix://SeCrEt/redis.sock", "unix:///path/of/redis.sock")]
    [InlineData("unix://:SeC/rEt@/redis.sock", "%2F")]
    [InlineData("unix://SeCrEt@/redis.sock", "redis://:password@host")]
    [InlineData("unix:///redis.sock?password=SeCrEt", "ConfigureRedis")]
    [InlineData("http://:SeCrEt@host", "redis://host:6379")]
    [InlineData("redis+sentinel://:SeCrEt@host", "serviceName=mymaster")]
    public void Parse_Malformed_NamesTheFixAndNeverTheSecret(string url, string fix)
    {
        var exception = Assert.Throws<ArgumentException>("redisUrl", () => RedisConnectionString.Parse(url));

        Assert.Contains(fix, exception.Message, StringComparison.Ordinal);
        Secret.AssertAbsent("SeCrEt", exception.ToString());
    }

    private static string Described(string url) => RedisConnections.Describe(RedisConnectionString.Parse(url));
}
