using System.Globalization;
using System.Security.Cryptography;

namespace SessionOrleans.Storage;

/// <summary>Saves that leave the value as it is, and send only what is before it.</summary>
[Collection(RedisCollection.Name)]
public sealed class HeaderSaveTests(RedisFixture redis) : IAsyncLifetime
{
    private static readonly byte[] Large = RandomNumberGenerator.GetBytes(256 * 1_024);

    private readonly string _id = Sample.NewId();
    private RedisBackend _backend = null!;

    public async Task InitializeAsync() => _backend = await redis.NewBackendAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Save_LockComesAndGoes_LeavesTheValue()
    {
        var written = await SaveAsync(Sample.Session(_backend.Clock.Now, owner: "ann", value: Large));
        var locked = await SaveAsync(written with { Holder = Sample.Holder(_backend.Clock.Now) });
        Assert.Equal(locked.Version, locked.Holder!.FencingToken);
        var renewed = await SaveAsync(locked with { Holder = locked.Holder.Renew(_backend.Clock.Now + TimeSpan.FromSeconds(1)) });
        Assert.Equal(locked.Holder.FencingToken, renewed.Holder!.FencingToken);
        var free = await SaveAsync(renewed with { Holder = null });
        Assert.Equal(Sample.Described(written with { Version = free.Version }), Sample.Described(free));
    }

    [Fact]
    public async Task Save_AnotherDeadline_IsRedisToo()
    {
        var written = await SaveAsync(Sample.Session(_backend.Clock.Now, TimeSpan.FromMinutes(1), value: Large));
        var extended = await SaveAsync(written with { Lifetime = written.Lifetime!.Extend(_backend.Clock.Now, TimeSpan.FromHours(1)) });
        Assert.InRange((await LeftAsync())!.Value, TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(62));
        var forEver = await SaveAsync(extended with { Lifetime = extended.Lifetime!.Extend(_backend.Clock.Now, Timeout.InfiniteTimeSpan) });
        Assert.Null(await LeftAsync());
        await SaveAsync(forEver with { Lifetime = forEver.Lifetime!.Extend(_backend.Clock.Now, TimeSpan.FromMinutes(1)) });
        Assert.InRange((await LeftAsync())!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Save_ValueStays_IsNotSent()
    {
        var written = await SaveAsync(Sample.Session(_backend.Clock.Now, value: Large));
        var before = await ReceivedAsync();
        var locked = await _backend.Storage.SaveAsync(_id, written with { Holder = Sample.Holder(_backend.Clock.Now) }, written.Version);
        Assert.NotNull(locked);
        Assert.InRange(await ReceivedAsync() - before, 1, 8_192);
    }

    [Fact]
    public async Task Save_AnotherIsStored_ChangesNothing()
    {
        var written = await SaveAsync(Sample.Session(_backend.Clock.Now, value: Large));
        var newer = await SaveAsync(Sample.Session(_backend.Clock.Now, value: [1]) with { Version = written.Version });
        Assert.Null(await _backend.Storage.SaveAsync(_id, written with { Holder = Sample.Holder(_backend.Clock.Now) }, written.Version));
        Assert.Equal(Sample.Described(newer), Sample.Described(await _backend.Storage.ReadAsync(_id)));

        await _backend.Database.KeyDeleteAsync(_backend.KeyOf(_id));
        Assert.Null(await _backend.Storage.SaveAsync(_id, newer with { Holder = Sample.Holder(_backend.Clock.Now) }, newer.Version));
        Assert.False(await _backend.Database.KeyExistsAsync(_backend.KeyOf(_id)));
    }

    [Fact]
    public async Task Save_Repeated_IsOneSave()
    {
        var written = await SaveAsync(Sample.Session(_backend.Clock.Now, value: Large));
        var save = new RedisSave(
            _backend.Shards.Of(_id), _id, written with { Holder = Sample.Holder(_backend.Clock.Now) }, written.Version,
            StorageVersions.Grace);
        var version = await save.RunScriptAsync(_backend.Database);
        Assert.True(version > written.Version);
        Assert.Equal(version, await save.RunScriptAsync(_backend.Database));
        Assert.Equal(version, (await _backend.Storage.ReadAsync(_id)).Version);
    }

    /// <summary>Records of layout 1, and of layout 2 before it had room for a lock; a label makes a header longer.</summary>
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, "a label")]
    public async Task Save_HeaderThatDoesNotFit_IsAWholeRecord(int stored, string? label)
    {
        var written = await SaveAsync(
            Sample.Session(_backend.Clock.Now, owner: "ann", value: Large), stored == 1 ? RecordLayout.Oldest : RecordLayout.Current);
        if (stored == 2)
            await TakeTheRoomAwayAsync();
        var locked = await SaveAsync(written with { Holder = Sample.Holder(_backend.Clock.Now, label) });
        var free = await SaveAsync(locked with { Holder = null });
        Assert.Equal(Sample.Described(written with { Version = free.Version }), Sample.Described(free));
    }

    /// <summary>Saves, and reads what was saved.</summary>
    private async Task<SessionRecord> SaveAsync(SessionRecord next, byte layout = RecordLayout.Current)
    {
        var storage = new RedisSessionStorage(
            _backend.Link, _backend.Shards, new Expiry.EndedSessionKeeping(), layout: layout);
        var saved = await storage.SaveAsync(_id, next, next.Version);
        Assert.True(saved!.Version > next.Version);
        var read = await storage.ReadAsync(_id);
        Assert.Equal(Sample.Described(saved), Sample.Described(read));
        return read;
    }

    private async Task TakeTheRoomAwayAsync()
    {
        var key = _backend.KeyOf(_id);
        byte[] bytes = (await _backend.Database.StringGetAsync(key))!;
        var header = RecordLayout.HeaderLength(bytes);
        var shorter = header - RecordLayout.LockLength;
        Assert.All(bytes[shorter..header], room => Assert.Equal(0, room));
        bytes[RecordLayout.HeaderLengthAt] = (byte)(shorter >> 8);
        bytes[RecordLayout.HeaderLengthAt + 1] = (byte)shorter;
        await _backend.Database.StringSetAsync(key, (byte[])[.. bytes[..shorter], .. bytes[header..]], expiry: null, keepTtl: true);
    }

    private Task<TimeSpan?> LeftAsync() => _backend.Database.KeyTimeToLiveAsync(_backend.KeyOf(_id));

    /// <summary>How many bytes Redis has received so far.</summary>
    private async Task<long> ReceivedAsync()
    {
        var stats = (string)(await _backend.Database.ExecuteAsync("INFO", "stats"))!;
        var line = stats.Split('\n').Single(line => line.StartsWith("total_net_input_bytes:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
