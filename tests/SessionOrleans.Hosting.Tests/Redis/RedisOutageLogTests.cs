using Microsoft.Extensions.Logging;
using SessionOrleans.Embedded;
using SessionOrleans.Storage;

namespace SessionOrleans.Redis;

/// <summary>What a store's log holds of a Redis that is down.</summary>
public sealed class RedisOutageLogTests
{
    [Fact]
    public async Task LogFlood_ManyWritesWhileRedisIsDown_IsAFewLines()
    {
        await using var redis = await RedisServer.StartAsync();
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(recording));
        await using var store =
            await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Redis, RedisUrl = redis.Url }, loggers);
        await store.SetAsync("flood-0", 0);
        await redis.KillAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            Assert.ThrowsAnyAsync<SessionStoreException>(() => store.SetAsync($"flood-{number}", number))));

        var warnings = recording.Entries.Where(entry => entry.Level >= LogLevel.Warning).ToList();
        await redis.StartAgainAsync();
        Assert.Single(warnings, entry => entry.Category == typeof(StorageTrouble).FullName);
        Assert.True(warnings.Count <= 10, string.Join('\n', warnings.Select(entry => $"{entry.Category}: {entry.Message}")));
    }
}
