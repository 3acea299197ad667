namespace SessionOrleans.Contract;

public abstract class LimitsContract(StoreFixture fixture) : StoreContract(fixture)
{
    public static TheoryData<string, string> BadIds => new()
    {
        { "", "1 to 256" },
        { new string('x', 257), "257" },
        { "with space", "U+0020" },
        { "tab\t", "U+0009" },
        { "ümlaut", "U+00FC" },
        { "del\u007f", "U+007F" },
    };

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Id_OutOfLimits_IsRefusedEverywhere(string id, string named)
    {
        foreach (var call in CallsOf(id))
            Assert.Contains(named, (await Assert.ThrowsAnyAsync<ArgumentException>(call)).Message, StringComparison.Ordinal);
    }

    /// <summary>An application that takes an id from its caller must not hand out keys, tasks or entries of a cache.</summary>
    [Fact]
    public async Task Id_KeptForSessionOrleansItself_IsRefusedEverywhereAndNothingIsTouched()
    {
        foreach (var id in new[] { ReservedIds.DataProtectionKeys, ReservedIds.CacheEntry + "1", "~~", "~~of-a-later-version" })
        {
            await OwnRecords.Use(() => Store.SetAsync(id, "SECRET", new() { Owner = "owner-of-own-records" }));
            Func<Task>[] signals =
            [
                () => Store.Signals.SendAsync(id, "news"), () => Store.Signals.ListenAsync(id, _ => { }),
            ];
            foreach (var call in CallsOf(id).Concat(signals))
            {
                var refused = await Assert.ThrowsAsync<ArgumentException>(call);
                Assert.Contains("'~~'", refused.Message, StringComparison.Ordinal);
                Assert.Contains("Choose another name", refused.Message, StringComparison.Ordinal);
            }

            Assert.Equal("SECRET", (await OwnRecords.Use(() => Store.GetAsync<string>(id)))?.Value);
        }

        Assert.Empty(await Store.Directory.ListOwnedAsync("owner-of-own-records").ToListAsync());
        Assert.DoesNotContain(await Store.Directory.ListAsync().ToListAsync(), session => ReservedIds.Has(session.Id));
        Assert.Equal(4, (await OwnRecords.Use(() => Store.Directory.ListOwnedAsync("owner-of-own-records").ToListAsync())).Count);
    }

    [Fact]
    public async Task Id_AtTheLimits_Works()
    {
        foreach (var id in new[] { "!", "~", new string('x', 256), "a:b/c{d}%3A*?[e]\"'\\" })
        {
            await Store.SetAsync(id, id);
            Assert.Equal(id, (await Store.GetAsync<string>(id))!.Value);
            Assert.Equal(id, (await Store.GetInfoAsync(id))!.Id);
        }
    }

    private Func<Task>[] CallsOf(string id) =>
    [
        () => Store.GetAsync<int>(id), () => Store.GetInfoAsync(id), () => Store.SetAsync(id, 1),
        () => Store.TrySetAsync(id, 1, WriteCondition.IfAbsent), () => Store.GetOrCreateAsync(id, _ => ValueTask.FromResult(1)),
        () => Store.UpdateAsync<int>(id, value => value), () => Store.ExtendAsync(id), () => Store.GetTimeToLiveAsync(id),
        () => Store.RemoveAsync(id), () => Store.TryLockAsync(id), () => Store.LockAsync(id), () => Store.ReleaseLockAsync(id, 1),
        () => Store.Directory.BreakLockAsync(id, "reason"),
        () => Store.Directory.BreakLockAsync(id, new AdministrativeAct("ops", "reason")),
        () => Store.Directory.RemoveAsync(id, new("ops", "reason")),
    ];

    [Fact]
    public async Task Value_OverTheLimit_IsRefusedAndNamesIt()
    {
        var id = NewId();
        await Store.SetAsync(id, new byte[1 << 20]);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Store.SetAsync(id, new byte[(1 << 20) + 1]));
        Assert.Contains("1,048,576", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MaxValueBytes", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1 << 20, (await Store.GetAsync<byte[]>(id))!.Value.Length);
    }

    [Fact]
    public async Task Value_Null_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.SetAsync<string>(NewId(), null!));

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task TimeToLive_NotAboveZero_IsRefused(int seconds)
    {
        var duration = TimeSpan.FromSeconds(seconds);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SetAsync(NewId(), 1, new() { TimeToLive = duration }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SetAsync(NewId(), 1, new() { MaxLifetime = duration }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.ExtendAsync(NewId(), duration));
    }

    [Theory]
    [InlineData(0.999)]
    [InlineData(600.001)]
    public async Task Lease_OutOfLimits_IsRefusedAndNamesThem(double seconds)
    {
        var options = new LockOptions { Lease = TimeSpan.FromSeconds(seconds) };
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.TryLockAsync(NewId(), options));
        Assert.Contains("1 second to 10 minutes", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.LockAsync(NewId(), options: options));
    }

    [Fact]
    public async Task Wait_Negative_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.LockAsync(NewId(), TimeSpan.FromSeconds(-2)));

    [Fact]
    public async Task Owner_OutOfLimits_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SetAsync(NewId(), 1, new() { Owner = "" }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.SetAsync(NewId(), 1, new() { Owner = new string('o', 257) }));
    }

    [Fact]
    public async Task Label_OverTheLimit_IsRefused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.TryLockAsync(NewId(), new() { Label = new string('l', 257) }));

    [Fact]
    public async Task Lock_AThousandWait_TheNextIsToldBusy()
    {
        var id = NewId();
        await using var held = await Store.LockAsync(id);
        using var enough = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 1_001).Select(_ => Store.LockAsync(id, cancellationToken: enough.Token)).ToArray();
        var refused = await Assert.ThrowsAsync<SessionStoreBusyException>(async () => await await Task.WhenAny(waiting));
        Assert.NotNull(refused.RetryAfter);
        Assert.Contains("1,000", refused.Message, StringComparison.Ordinal);
        await enough.CancelAsync();
        foreach (var one in waiting)
            await Record.ExceptionAsync(() => one);
        Assert.Equal(1_000, waiting.Count(one => one.IsCanceled));
    }
}
