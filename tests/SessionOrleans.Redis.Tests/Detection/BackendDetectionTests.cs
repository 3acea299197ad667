using Microsoft.Extensions.Logging;

namespace SessionOrleans.Detection;

/// <summary>Each row of the table: what is named, what answers, and what is chosen.</summary>
public sealed class BackendDetectionTests
{
    private const string Password = "SeCrEt";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Choose_NotNamedAndNoneLocal_FallsBackToMemory(bool isDevelopment)
    {
        var choice = await Chosen.ByAsync(new(), isDevelopment: isDevelopment);

        Assert.Equal((SessionBackend.Memory, true), (choice.Backend, choice.IsFallback));
        Assert.Contains("No Redis was named", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("REDIS_URL", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("Sessions end with this process", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_NotNamedAndOneLocal_TakesRedis()
    {
        await using var redis = await RedisServer.StartAsync();

        var choice = await Chosen.ByAsync(new(), redis.Url);

        Assert.Equal((SessionBackend.Redis, false), (choice.Backend, choice.IsFallback));
        Assert.Contains($"127.0.0.1:{redis.Port}", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_NotNamedAndOneLocalThatCannotBeUsed_FallsBackAndSaysWhy()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);

        var choice = await Chosen.ByAsync(new(), redis.Url);

        Assert.Equal((SessionBackend.Memory, true), (choice.Backend, choice.IsFallback));
        Assert.Contains("wants a password", choice.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SessionBackend.Auto, true)]
    [InlineData(SessionBackend.Auto, false)]
    [InlineData(SessionBackend.Redis, true)]
    [InlineData(SessionBackend.Redis, false)]
    public async Task Choose_NamedAndAnswering_TakesRedis(SessionBackend backend, bool isDevelopment)
    {
        await using var redis = await RedisServer.StartAsync();

        var choice = await Chosen.ByAsync(new() { RedisUrl = redis.Url, Backend = backend }, isDevelopment: isDevelopment);

        Assert.Equal((SessionBackend.Redis, false), (choice.Backend, choice.IsFallback));
    }

    [Fact]
    public async Task Choose_NamedAndNotAnsweringInDevelopment_FallsBackToMemory()
    {
        var choice = await Chosen.ByAsync(new() { RedisUrl = Chosen.Nowhere() }, isDevelopment: true);

        Assert.Equal((SessionBackend.Memory, true), (choice.Backend, choice.IsFallback));
        Assert.Contains("Nothing listens", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("In Development", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_NamedAndNotAnsweringElsewhere_FailsAndSaysWhatToDo()
    {
        await using var local = await RedisServer.StartAsync();

        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => Chosen.ByAsync(new() { RedisUrl = Chosen.Nowhere() }, local.Url));

        Assert.Contains("Nothing listens", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Start Redis there", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Backend to Memory", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.RetryAfter);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Choose_RedisAskedForAndNotAnswering_NeverFallsBack(bool isNamed, bool isDevelopment)
    {
        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => Chosen.ByAsync(
            new() { Backend = SessionBackend.Redis, RedisUrl = isNamed ? Chosen.Nowhere() : null }, isDevelopment: isDevelopment));

        Assert.Contains("Nothing listens", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Backend is Redis", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_RedisAskedForAndOneLocal_TakesIt()
    {
        await using var redis = await RedisServer.StartAsync();

        Assert.Equal(SessionBackend.Redis, (await Chosen.ByAsync(new() { Backend = SessionBackend.Redis }, redis.Url)).Backend);
    }

    [Fact]
    public async Task Choose_MemoryAskedFor_NeverLooks()
    {
        await using var redis = await RedisServer.StartAsync();
        var log = new LogBook();

        var choice = await Chosen.ByAsync(
            new()
            {
                Backend = SessionBackend.Memory,
                RedisUrl = redis.Url,
                Verbose = true,
                ConfigureRedis = _ => throw new InvalidOperationException("It looked."),
            },
            redis.Url,
            log: log);

        Assert.Equal((SessionBackend.Memory, false), (choice.Backend, choice.IsFallback));
        Assert.Equal("", log.All);
    }

    [Fact]
    public async Task Choose_PasswordByConfigureRedis_IsUsedAndToldNowhere()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);
        var log = new LogBook();

        var choice = await Chosen.ByAsync(
            new() { RedisUrl = $"redis://:wrong@127.0.0.1:{redis.Port}", ConfigureRedis = options => options.Password = Password,
                Verbose = true }, log: log);

        Assert.Equal(SessionBackend.Redis, choice.Backend);
        Secret.AssertAbsent(Password, choice.Reason + log.All);
    }

    [Fact]
    public async Task Choose_UserOfThePrefixOnly_TakesRedis()
    {
        await using var redis =
            await RedisServer.StartAsync("--user", "shop", "on", ">SeCrEt", "~shop:*", "+@all", "-@admin", "-@dangerous", "+info");
        var url = $"redis://shop:{Password}@127.0.0.1:{redis.Port}";

        Assert.Equal(SessionBackend.Redis, (await Chosen.ByAsync(new() { RedisUrl = url, Prefix = "shop:" })).Backend);
        await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => Chosen.ByAsync(new() { RedisUrl = url, Prefix = "other:" }));
    }

    [Theory]
    [InlineData(true, LogLevel.Information)]
    [InlineData(false, LogLevel.Debug)]
    public async Task Choose_Verbose_TellsEachStepAtInformation(bool verbose, LogLevel level)
    {
        await using var redis = await RedisServer.StartAsync();
        var log = new LogBook();

        await Chosen.ByAsync(new() { RedisUrl = redis.Url, Verbose = verbose }, log: log);

        Assert.Collection(
            log.Of(level),
            looking => Assert.Contains("Looking for Redis at 127.0.0.1", looking, StringComparison.Ordinal),
            found => Assert.Contains("wrote, read and deleted", found, StringComparison.Ordinal));
        Assert.Equal(2, log.All.Split('\n').Length);
    }
}
