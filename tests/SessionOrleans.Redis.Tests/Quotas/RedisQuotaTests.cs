using SessionOrleans.Sessions;
using StackExchange.Redis;

namespace SessionOrleans.Quotas;

/// <summary>Quotas of what is in Redis: over several silos, and over their end.</summary>
public sealed class RedisQuotaTests : IAsyncLifetime
{
    private const int Most = 12;

    private readonly string _owner = HashedId.Of("alice");
    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task Create_FromTwoSilosAtOnce_NotOneMoreThanMayBe()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => Record.ExceptionAsync(() => CreateAsync(i % 2 == 0 ? one : other))));

        Assert.All(answers, answer => Assert.True(answer is null or SessionQuotaException, $"It was {answer}."));
        Assert.Equal(Most, answers.Count(answer => answer is null));
        Assert.Equal(Most, await one.Directory.ListOwnedAsync(_owner).CountAsync());
    }

    [Fact]
    public async Task Create_AfterEverySiloWasReplaced_CountsWhatIsThere()
    {
        await using (var before = await OpenAsync())
        {
            for (var i = 0; i < Most - 1; i++)
                await CreateAsync(before);
        }

        await using var after = await OpenAsync();
        await CreateAsync(after);
        await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync(after));
    }

    [Fact]
    public async Task Lock_IfPresentOfAbsentIds_LeavesNoKeyInRedis()
    {
        await using var store = await OpenAsync();
        await store.SetAsync("there", 1);
        await using var redis = await _redis.ConnectAsync();

        for (var i = 0; i < 50; i++)
            await Assert.ThrowsAsync<SessionEndedException>(() => store.LockAsync($"invented-{i}", options: new() { IfPresent = true }));

        Assert.Empty(await KeysAsync(redis, "*invented*"));
        await using var held = await store.LockAsync("invented-by-the-application");
        Assert.Single(await KeysAsync(redis, "*invented*"));
    }

    [Fact]
    public async Task ListOwnedPage_OfAnOwnerOfTenThousand_CostsRedisThePage()
    {
        await using var store = await OpenAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 10_000), async (i, stop) => await store.SetAsync($"n-{i}", 1, new() { Owner = "many" }, stop));
        await using var redis = await _redis.ConnectAsync();
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        await server.ConfigResetStatisticsAsync();

        var page = await store.Directory.ListOwnedPageAsync("many", size: 50);

        var read = await CallsOfAsync(server, "getrange");
        Assert.InRange(page.Sessions.Count, 1, 200);
        Assert.NotNull(page.NextCursor);
        Assert.InRange(read, page.Sessions.Count, page.Sessions.Count + 50);
        var next = await store.Directory.ListOwnedPageAsync("many", page.NextCursor, size: 50);
        Assert.Empty(page.Sessions.Select(session => session.Id).Intersect(next.Sessions.Select(session => session.Id)));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Directory.ListOwnedPageAsync("many", "0 MATCH *"));
    }

    private static async Task<long> CallsOfAsync(IServer server, string command)
    {
        var stats = (await server.InfoAsync("commandstats")).SelectMany(group => group).ToList();
        var found = stats.FirstOrDefault(pair => pair.Key == $"cmdstat_{command}").Value;
        return found is null ? 0 : long.Parse(found.Split(',')[0].Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<List<string>> KeysAsync(ConnectionMultiplexer redis, string pattern) => Task.FromResult(
        redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: pattern).Select(key => key.ToString()).ToList());

    private Task<ISessionStore> OpenAsync() =>
        SessionStoreFactory.CreateAsync(new() { RedisUrl = _redis.Url, Backend = SessionBackend.Redis, Prefix = "quotas:" });

    private async Task CreateAsync(ISessionStore store) => Assert.NotNull(await store.TrySetAsync(
        $"basket~{Guid.NewGuid():N}~{_owner}", "value", WriteCondition.IfAbsent, new()
        {
            Owner = _owner,
            Limits = new(
                _owner, 65_536, new(Most, Most, 1 << 30, int.MaxValue), new(int.MaxValue, isAnonymous: false, TimeProvider.System)),
        }));
}
