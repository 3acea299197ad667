using Microsoft.Extensions.Logging;
using SessionOrleans.Expiry;
using SessionOrleans.Sessions;
using StackExchange.Redis;

namespace SessionOrleans.Outages;

/// <summary>Something in Redis, under a session's key, that is no record this version can read.</summary>
public sealed class UnreadableRecordTests : IAsyncLifetime
{
    private const string Prefix = "unreadable:";

    private readonly LogBook _log = new();
    private RedisServer _server = null!;
    private RedisBackend _backend = null!;
    private SessionStore _store = null!;

    private static readonly string[] AllKinds = ["short", "text", "later layout", "header", "instants", "long value", "list", "hash"];

    public static TheoryData<string> Kinds => [.. AllKinds];

    private IDatabase Redis => _backend.Database;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _backend = await RedisBackend.CreateAsync(await RedisBackend.ConnectAsync(_server.Port), Prefix);
        var options = new SessionStoreOptions { RedisUrl = _server.Url, Backend = SessionBackend.Redis, Prefix = Prefix };
        _store = (SessionStore)await SessionStoreFactory.CreateAsync(options, _log);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _backend.Connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task TryAgainAdvice_RecordThatCannotBeRead_SaysSoAndIsRemovable(string kind)
    {
        var id = kind.Replace(' ', '*');
        await DamageAsync(id, kind);

        await RefusedAsync(() => _store.GetAsync<string>(id));
        await RefusedAsync(() => _store.GetAsync<string>(id));
        await RefusedAsync(() => _store.SetAsync(id, "new"));
        await RefusedAsync(() => _store.TrySetAsync(id, "new", WriteCondition.IfAbsent));
        await RefusedAsync(() => _store.UpdateAsync<string>(id, _ => "new"));
        await RefusedAsync(() => _store.GetInfoAsync(id));
        await RefusedAsync(() => _store.ExtendAsync(id));
        await RefusedAsync(() => _store.TryLockAsync(id));
        await RefusedAsync(() => _store.LockAsync(id));
        await RefusedAsync(() => _store.Directory.BreakLockAsync(id, "a test"));
        Assert.Contains(IdHash.Of(id), Assert.Single(_log.Of(LogLevel.Error)), StringComparison.Ordinal);

        Assert.True(await _store.RemoveAsync(id));
        Assert.Null(await _store.GetAsync<string>(id));
        Assert.False(await _store.RemoveAsync(id));
        Assert.Equal(0, await _store.Directory.CountAsync());
        Assert.True(await _store.SetAsync(id, "anew") > 0);
        Assert.Equal("anew", (await _store.GetAsync<string>(id))!.Value);
    }

    [Fact]
    public async Task ListingAborted_RecordThatCannotBeRead_IsLeftOut()
    {
        await _store.SetAsync("good", "value");
        foreach (var kind in AllKinds)
            await DamageAsync(kind.Replace(' ', '*'), kind);

        var listed = new List<string>();
        await foreach (var session in _store.Directory.ListAsync())
            listed.Add(session.Id);
        Assert.Equal(["good"], listed);

        Assert.Equal(AllKinds.Length + 1, await _store.Directory.RemoveAllAsync());
        Assert.Equal(0, await _store.Directory.CountAsync());
    }

    /// <summary>A shard with an entry that is due and cannot be judged.</summary>
    [Fact]
    public async Task SweepStopped_RecordThatCannotBeRead_DoesNotHoldUpOthers()
    {
        var id = Ids().First();
        var other = Ids().First(candidate => candidate != id && ExpiryShards.Of(candidate) == ExpiryShards.Of(id));
        await DamageAsync(id, "text", TimeSpan.FromMilliseconds(500));
        await _store.SetAsync(other, "short-lived", new() { TimeToLive = TimeSpan.FromSeconds(1) });

        // The sweep is asked for, since its timer has a pace of its own.
        var shard = _store.Connection.Grains.GetGrain<IExpiryGrain>(ExpiryShards.Of(id));
        await Until.TrueAsync(async () => await shard.Sweep() >= 0 && (await shard.Count()).Count == 1, TimeSpan.FromSeconds(30));
        Assert.Equal("garbage of more than nine bytes", await Redis.StringGetAsync(KeyOf(id)));
    }

    private static IEnumerable<string> Ids() => Enumerable.Range(0, 10_000).Select(number => $"swept-{number}");

    private static RedisKey KeyOf(string id) => RedisKeys.Of(Prefix, id).Session(id);

    private static async Task RefusedAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<SessionUnreadableException>(call);
        Assert.Null(refusal.RetryAfter);
        Assert.Contains("RemoveAsync", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Puts something else in a session's place; its entry in the index stays.</summary>
    private async Task DamageAsync(string id, string kind, TimeSpan? timeToLive = null)
    {
        var (now, length) = (_backend.Clock.Now, kind == "long value" ? 2 * RedisSave.StagedFrom : 10);
        var session = new SessionRecord
        {
            Value = new byte[length],
            WriteId = Guid.NewGuid(),
            Owner = "somebody",
            Lifetime = SessionLifetime.Begin(now, new(timeToLive ?? TimeSpan.FromHours(1), DefaultSliding: false)),
        };
        await _backend.Storage.SaveAsync(id, session, expectedVersion: 0, new(id, session.Owner, session.Deadline));
        var record = (byte[])(await Redis.StringGetAsync(KeyOf(id)))!;
        switch (kind)
        {
            case "short":
                record = [1];
                break;
            case "text":
                record = "garbage of more than nine bytes"u8.ToArray();
                break;
            case "later layout":
                record[0] = RecordLayout.Newest + 1;
                break;
            case "header":
                record[RecordLayout.HeaderLengthAt] = 0xFF;
                break;
            case "instants" or "long value":
                record.AsSpan(RecordLayout.DeadlineAt - 24, 32).Fill(0x7F);
                break;
            case "list" or "hash":
                await Redis.KeyDeleteAsync(KeyOf(id));
                await (kind == "list" ? Redis.ListRightPushAsync(KeyOf(id), "item") : Redis.HashIncrementAsync(KeyOf(id), "field"));
                return;
        }

        await Redis.StringSetAsync(KeyOf(id), record);
    }
}
