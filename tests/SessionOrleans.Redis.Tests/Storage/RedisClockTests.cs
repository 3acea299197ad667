namespace SessionOrleans.Storage;

[Collection(RedisCollection.Name)]
public sealed class RedisClockTests(RedisFixture redis)
{
    /// <summary>Of how well a busy machine knows Redis' time. Where it were not asked, it would be hours or years off.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Now_WallClockYearsOff_IsRedisTime()
    {
        var backend = await redis.NewBackendAsync(time: new SkewedTime(TimeSpan.FromDays(-7 * 365)));

        var before = await TimeAsync(backend);
        var now = backend.Clock.Now;
        var after = await TimeAsync(backend);

        Assert.InRange(now, before - Tolerance, after + Tolerance);
    }

    [Fact]
    public async Task Save_WallClockYearsOff_VersionAndTimeToLiveAreRedisOwn()
    {
        var backend = await redis.NewBackendAsync(time: new SkewedTime(TimeSpan.FromDays(-7 * 365)));
        var id = Sample.NewId();
        var before = await TimeAsync(backend);

        var saved = await backend.Storage.SaveAsync(id, Sample.Session(backend.Clock.Now, TimeSpan.FromHours(1)), 0);

        var after = await TimeAsync(backend);
        Assert.InRange(saved!.Version, StorageVersions.Microseconds(before), StorageVersions.Microseconds(after));
        var left = await backend.Database.KeyTimeToLiveAsync(backend.KeyOf(id));
        Assert.InRange(left!.Value, TimeSpan.FromMinutes(61) - Tolerance, TimeSpan.FromMinutes(61) + Tolerance);
    }

    [Fact]
    public async Task Save_OnTombstoneOfTheFuture_StillGrows()
    {
        // As when Redis' clock was set back since the removal.
        var backend = await redis.NewBackendAsync();
        var id = Sample.NewId();
        var future = StorageVersions.Microseconds(backend.Clock.Now.AddDays(1));
        var stamp = BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(future));
        await backend.Database.StringSetAsync(backend.KeyOf(id), (byte[])[1, .. stamp, .. new byte[21]]);

        var saved = await backend.Storage.SaveAsync(id, Sample.Session(backend.Clock.Now), future);

        Assert.Equal(future + 1, saved!.Version);
        Assert.InRange(backend.Clock.Now, await TimeAsync(backend) - Tolerance, await TimeAsync(backend) + Tolerance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Now_MachineSlept_IsInDoubtUntilRedisIsAsked(bool reading)
    {
        var time = new SleepingTime();
        var backend = await redis.NewBackendAsync(time: time);
        var saved = await backend.Storage.SaveAsync(Sample.NewId(), Sample.Session(backend.Clock.Now), 0);
        Assert.True(backend.Clock.IsCertain);

        time.Sleep(TimeSpan.FromHours(1));
        Assert.False(backend.Clock.IsCertain);
        backend.Clock.Observe(saved!.Version, backend.Clock.Elapsed);
        Assert.False(backend.Clock.IsCertain);

        if (reading)
            await backend.Storage.ReadAsync(Sample.NewId());
        else
            await backend.Storage.PeekAsync([Sample.NewId()]);
        Assert.True(backend.Clock.IsCertain);
        Assert.InRange(backend.Clock.Now, await TimeAsync(backend) - Tolerance, await TimeAsync(backend) + Tolerance);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Now_WallClockSet_IsRedisTimeAllTheWhile(int hours)
    {
        var time = new SleepingTime();
        var backend = await redis.NewBackendAsync(time: time);

        time.SetWallClock(TimeSpan.FromHours(hours));

        Assert.False(backend.Clock.IsCertain);
        Assert.InRange(backend.Clock.Now, await TimeAsync(backend) - Tolerance, await TimeAsync(backend) + Tolerance);
        await backend.Storage.ReadAsync(Sample.NewId());
        Assert.True(backend.Clock.IsCertain);
        Assert.InRange(backend.Clock.Now, await TimeAsync(backend) - Tolerance, await TimeAsync(backend) + Tolerance);
    }

    [Fact]
    public void Now_NotLearned_SaysWhatToDo()
    {
        var clock = new RedisClock(new RedisLink(redis.Connection, TimeProvider.System), "a key", TimeProvider.System);

        Assert.Contains(
            nameof(RedisClock.LearnAsync), Assert.Throws<InvalidOperationException>(() => clock.Now).Message, StringComparison.Ordinal);
    }

    private static async Task<DateTimeOffset> TimeAsync(RedisBackend backend) =>
        new(await backend.Connection.GetServers()[0].TimeAsync(), TimeSpan.Zero);
}
