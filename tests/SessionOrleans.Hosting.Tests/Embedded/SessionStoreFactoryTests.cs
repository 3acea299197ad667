using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Embedded;

/// <summary>Stores without a host.</summary>
public sealed class SessionStoreFactoryTests
{
    [Fact]
    public async Task CreateMemory_NoOptions_StoresAndReads()
    {
        await using var store = await SessionStoreFactory.CreateMemoryAsync();

        await store.SetAsync("factory-1", new Basket("tea", 2));

        Assert.Equal(new Basket("tea", 2), (await store.GetAsync<Basket>("factory-1"))?.Value);
        Assert.Equal(SessionBackend.Memory, store.Status.Backend);
        Assert.Equal(SessionStoreHosting.Embedded, store.Status.Hosting);
        Assert.False(store.Status.IsFallback);
    }

    [Fact]
    public async Task CreateMemory_TwoInOneProcess_NeverMeet()
    {
        await using var one = await SessionStoreFactory.CreateMemoryAsync();
        await using var other = await SessionStoreFactory.CreateMemoryAsync();

        await one.SetAsync("factory-2", "one");

        Assert.Null(await other.GetAsync<string>("factory-2"));
        Assert.Equal("one", (await one.GetAsync<string>("factory-2"))?.Value);
    }

    [Fact]
    public async Task CreateMemory_AfterDispose_IsThereAnew()
    {
        var first = await SessionStoreFactory.CreateMemoryAsync();
        await first.SetAsync("factory-3", "gone with its silo");
        await first.DisposeAsync();
        await first.DisposeAsync();

        await using var second = await SessionStoreFactory.CreateMemoryAsync();

        Assert.Null(await second.GetAsync<string>("factory-3"));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => first.GetAsync<string>("factory-3"));
    }

    [Fact]
    public async Task CreateMemory_ManyAtOnce_EachFindsPortsOfItsOwn()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SessionStoreFactory.CreateMemoryAsync()));
        try
        {
            await Task.WhenAll(stores.Select((store, number) => store.SetAsync("factory-4", number)));
            var values = await Task.WhenAll(stores.Select(async store => (await store.GetAsync<int>("factory-4"))?.Value));

            Assert.Equal([0, 1, 2, 3], values.Select(value => value!.Value));
        }
        finally
        {
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task CreateMemory_PortTaken_SaysWhatToDo()
    {
        await using var first = await SessionStoreFactory.CreateMemoryAsync(new() { SiloPort = 23_411, GatewayPort = 23_412 });

        var exception = await Assert.ThrowsAsync<SessionStoreUnavailableException>(
            () => SessionStoreFactory.CreateMemoryAsync(new() { SiloPort = 23_411, GatewayPort = 23_413 }));

        Assert.Contains("23411", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SessionStoreOptions.SiloPort", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateMemory_OptionsOutOfLimits_NamesTheFix()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SessionStoreFactory.CreateMemoryAsync(new() { LockLease = TimeSpan.Zero }));

        Assert.Contains("1 second to 10 minutes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OptionsChangedAfterwards_AreNotSeen()
    {
        var options = new SessionStoreOptions { MaxValueBytes = 100 };
        await using var store = await SessionStoreFactory.CreateMemoryAsync(options);

        options.MaxValueBytes = 1_000;

        await Assert.ThrowsAsync<ArgumentException>("value", () => store.SetAsync("factory-5", new byte[500]));
    }

    [Fact]
    public async Task Create_NoOptions_TakesThemFromTheEnvironment()
    {
        using var backend = new EnvironmentVariable("SessionStore__Backend", "Memory");
        using var limit = new EnvironmentVariable("SessionStore__MaxValueBytes", "100");
        await using var store = await SessionStoreFactory.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>("value", () => store.SetAsync("factory-6", new byte[101]));
    }

    [Fact]
    public async Task Create_OptionsGiven_TakesOnlyTheAddressOfRedisFromTheEnvironment()
    {
        using var limit = new EnvironmentVariable("SessionStore__MaxValueBytes", "100");
        await using var store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Memory });

        await store.SetAsync("factory-7", new byte[101]);

        Assert.Equal(101, (await store.GetAsync<byte[]>("factory-7"))?.Value.Length);
    }

    [Fact]
    public async Task SilentFallback_WithoutALogger_IsALineOfStandardError()
    {
        using var development = new EnvironmentVariable("DOTNET_ENVIRONMENT", "Development");
        var nowhere = new SessionStoreOptions { RedisUrl = $"redis://127.0.0.1:{FreePort.Take()}" };
        using var errors = new StringWriter();
        var before = Console.Error;
        Console.SetError(TextWriter.Synchronized(errors));
        try
        {
            await using var store = await SessionStoreFactory.CreateAsync(nowhere);
            await using var silent = await SessionStoreFactory.CreateAsync(nowhere, NullLoggerFactory.Instance);

            Assert.True(store.Status.IsFallback);
        }
        finally
        {
            Console.SetError(before);
        }

        var line = Assert.Single(errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("SessionOrleans warning: The session store falls back to Memory. Nothing listens at 127.0.0.1:", line,
            StringComparison.Ordinal);
        Assert.Contains("Sessions end with this process.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentMember_ProgramOnRedis_IsSaidByItsStatusAndInTheLogsOfOthers()
    {
        await using var redis = await RedisServer.StartAsync();
        using var loggers = new LogBook();
        await using var visitor = await SessionStoreFactory.CreateAsync(new() { RedisUrl = redis.Url });
        await using var stays = await SessionStoreFactory.CreateAsync(new() { RedisUrl = redis.Url }, loggers);

        Assert.Equal(SessionStoreHosting.Embedded, visitor.Status.Hosting);
        Assert.Contains(loggers.Of(LogLevel.Information), line => line.Contains("other silos: 1 (", StringComparison.Ordinal));
    }

    private sealed record Basket(string Sku, int Quantity);
}
