using System.Diagnostics;
using SessionOrleans.Servers;

namespace SessionOrleans.Probe;

/// <summary>What the probe says where no Redis answers.</summary>
public sealed class RedisProbeNetworkTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(900);

    [Fact]
    public async Task Check_NothingListens_SaysSo() =>
        Probed.AssertUnavailable(await RedisProbe.CheckAsync($"redis://127.0.0.1:{FreePort.Take()}"), "Nothing listens", "redis-server");

    [Fact]
    public async Task Check_HostUnknown_SaysSo() =>
        Probed.AssertUnavailable(await RedisProbe.CheckAsync("redis://no-such-host.invalid:6379"), "is unknown", "Correct it in RedisUrl");

    [Fact]
    public async Task Check_ListenerThatNeverAnswers_SaysSoInTime()
    {
        await using var stub = TcpStub.Silent();

        var begin = Stopwatch.GetTimestamp();
        var result = await RedisProbe.CheckAsync(stub.Url, Short);

        Probed.AssertUnavailable(result, "did not answer within 0.9 seconds", "not paused or overloaded");
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, RedisProbe.UsualTimeout);
    }

    [Fact]
    public async Task Check_RedisThatIsPaused_SaysSo()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.PauseAsync();

        Probed.AssertUnavailable(
            await RedisProbe.CheckAsync(redis.Url, Short), "did not answer within 0.9 seconds", "not paused or overloaded");
    }

    [Fact]
    public async Task Check_ListenerThatSpeaksHttp_SaysSo()
    {
        await using var stub = TcpStub.Http();

        Probed.AssertUnavailable(await RedisProbe.CheckAsync(stub.Url), "is no Redis", "Correct host and port");
    }

    [Theory]
    [InlineData("redis://:SeC/rEt@host")]
    [InlineData("host,password=ab,SeCrEt")]
    [InlineData("")]
    public async Task Check_MalformedUrl_Throws(string url)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>("redisUrl", () => RedisProbe.CheckAsync(url));

        Secret.AssertAbsent("SeCrEt", exception.ToString());
    }

    [Fact]
    public async Task Check_NoUrlOrNoTime_Throws()
    {
        await Assert.ThrowsAsync<ArgumentNullException>("redisUrl", () => RedisProbe.CheckAsync((string)null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("timeout", () => RedisProbe.CheckAsync("redis://localhost", TimeSpan.Zero));
    }

    [Fact]
    public async Task Check_CancelledBefore_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RedisProbe.CheckAsync("redis://localhost", cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public async Task Check_CancelledMeanwhile_Throws()
    {
        await using var stub = TcpStub.Silent();
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RedisProbe.CheckAsync(stub.Url, TimeSpan.FromSeconds(20), impatience.Token));
    }
}
