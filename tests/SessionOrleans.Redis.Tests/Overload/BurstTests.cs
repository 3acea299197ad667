using System.Collections.Concurrent;

namespace SessionOrleans.Overload;

/// <summary>More calls at once than a busy machine can carry out in time.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Calls = 10_000;

    [Fact]
    public async Task UnknownOutcomes_TenThousandCreationsAtOnceOnABusyMachine_AreNone()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var store = await SessionStoreFactory.CreateAsync(
            new SessionStoreOptions { RedisUrl = redis.Url, Backend = SessionBackend.Redis, Prefix = "burst:" });
        await store.SetAsync("first", 0);
        using var busy = new BusyProcessors();

        var (done, turnedAway) = (new ConcurrentBag<int>(), new ConcurrentBag<int>());
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(async number =>
        {
            try
            {
                await store.SetAsync($"burst-{number}", number);
                done.Add(number);
            }
            catch (SessionStoreBusyException told)
            {
                Assert.NotNull(told.RetryAfter);
                turnedAway.Add(number);
            }
        }));

        output.WriteLine($"Of {Calls:N0} creations {done.Count:N0} were done, {turnedAway.Count:N0} turned away.");
        Assert.NotEmpty(done);
        Assert.Equal(Calls, done.Count + turnedAway.Count);
        foreach (var number in done.Take(500))
            Assert.Equal(number, (await store.GetAsync<int>($"burst-{number}"))!.Value);
        foreach (var number in turnedAway.Take(500))
            Assert.Null(await store.GetAsync<int>($"burst-{number}"));
    }
}
