using SessionOrleans.Quotas;

namespace SessionOrleans.Contract;

/// <summary>What callers may have whom nobody trusts. Each test has an owner of its own.</summary>
public abstract class QuotasContract(StoreFixture fixture) : StoreContract(fixture)
{
    private const int Plenty = 1_000_000;

    private readonly string _owner = HashedId.Of($"user-{Guid.NewGuid():N}");

    [Fact]
    public async Task Create_BeyondTheSessionsOfAKind_IsRefusedByNameAndWritesNothing()
    {
        var limits = Limits(sessions: 5, ofKind: 3);
        for (var i = 0; i < 3; i++)
            await CreateAsync("basket", limits);

        var id = NewId("basket");
        var refusal = await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync("basket", limits, id: id));

        Assert.Contains("3 sessions of this kind", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("SessionToolsOptions.UserQuota.MaxSessionsOfKind", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        Assert.Null(await Store.GetInfoAsync(id));
        await CreateAsync("draft", limits);
    }

    [Fact]
    public async Task Create_BeyondTheSessionsOfAnOwner_IsRefusedWhateverTheKind()
    {
        var limits = Limits(sessions: 2);
        await CreateAsync("basket", limits);
        await CreateAsync("draft", limits);

        var refusal = await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync("browser", limits));

        Assert.Contains("UserQuota.MaxSessions)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAnotherOwnerOrTheApplication_IsNotBoundByIt()
    {
        var limits = Limits(sessions: 1);
        await CreateAsync("basket", limits);
        await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync("basket", limits));

        var other = HashedId.Of($"user-{Guid.NewGuid():N}");
        await Store.SetAsync(NewId("basket", other), "hers", limits with { Owner = other });
        await Store.SetAsync(NewId("basket"), "the application's", new() { Owner = _owner });
    }

    [Fact]
    public async Task Create_ManyAtOnce_NotOneMoreThanMayBe()
    {
        var limits = Limits(sessions: 10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Record.ExceptionAsync(() => CreateAsync("basket", limits))));

        Assert.All(answers, answer => Assert.True(answer is null or SessionQuotaException, $"It was {answer}."));
        Assert.Equal(10, answers.Count(answer => answer is null));
        Assert.Equal(10, await Store.Directory.ListOwnedAsync(_owner).CountAsync());
    }

    [Fact]
    public async Task Create_AfterOneWasEnded_HasItsPlaceAtOnce()
    {
        var limits = Limits(sessions: 2);
        var first = await CreateAsync("basket", limits);
        await CreateAsync("basket", limits);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync("basket", limits));
            await Store.RemoveAsync(first);
            first = await CreateSoonAsync("basket", limits);
        }
    }

    [Fact]
    public async Task Create_AfterOthersExpired_HasTheirPlaceWithinASweepHoweverBusyTheOwnerIs()
    {
        var limits = Limits(sessions: 3);
        var brief = limits with { TimeToLive = TimeSpan.FromMilliseconds(200) };
        var busy = await CreateAsync("basket", limits);
        await CreateAsync("basket", brief);
        await CreateAsync("basket", brief);
        await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync("basket", limits));

        await Until.TrueAsync(
            async () =>
            {
                await Store.SetAsync(busy, Text(2_000), limits);
                await Store.SetAsync(busy, Text(10), limits);
                return await Record.ExceptionAsync(() => CreateAsync("basket", limits)) is null;
            },
            TimeSpan.FromSeconds(50), "what expired has made room");
    }

    [Fact]
    public async Task Write_BeyondTheBytesOfAnOwner_IsRefusedAndLeavesTheSessionAsItWas()
    {
        var limits = Limits(bytes: 20 * 1_024);
        var (first, second) = (await CreateAsync("basket", limits, Text(8_000)), await CreateAsync("basket", limits, Text(8_000)));

        var grown = await Assert.ThrowsAsync<SessionQuotaException>(() => Store.SetAsync(first, Text(16_000), limits));
        await Assert.ThrowsAsync<SessionQuotaException>(() => Store.UpdateAsync<string>(second, value => value + Text(9_000), limits));
        await Assert.ThrowsAsync<SessionQuotaException>(() => CreateAsync("draft", limits, Text(8_000)));

        Assert.Contains("UserQuota.MaxBytes", grown.Message, StringComparison.Ordinal);
        Assert.Equal(7_998, (await Store.GetAsync<string>(first))!.Value.Length);
        Assert.Equal(7_998, (await Store.GetAsync<string>(second))!.Value.Length);
        await Store.SetAsync(first, Text(8_000), limits);
        await Store.SetAsync(first, Text(10), limits);
    }

    [Fact]
    public async Task Write_MoreThanASessionMayInAMinute_IsRefusedUntilItMay()
    {
        var limits = Limits(bytesPerMinute: 100_000);
        var id = await CreateAsync("basket", limits, Text(50_000));
        await Store.SetAsync(id, Text(50_010), limits);
        SessionQuotaException? refusal = null;
        var written = 0;
        for (; written < 300 && refusal is null; written++)
            refusal = (SessionQuotaException?)await Record.ExceptionAsync(() => Store.SetAsync(id, Text(50_000), limits));

        Assert.True(written < 20, $"{written} writes went through");
        Assert.Contains("100,000 bytes in a minute", refusal!.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
        await Store.SetAsync(id, Text(50_000));
    }

    [Fact]
    public async Task Write_ThroughALock_KeepsToTheLimitsItWasTakenWith()
    {
        var limits = Limits(bytes: 20 * 1_024);
        var id = await CreateAsync("basket", limits);
        await using var held = await Store.LockAsync(id, options: new() { Limits = limits.Limits });

        await Assert.ThrowsAsync<SessionQuotaException>(() => held.SetAsync(Text(30_000)));
        await Assert.ThrowsAsync<SessionQuotaException>(() => held.UpdateAsync<string>(_ => Text(30_000)));
        await Assert.ThrowsAsync<ArgumentException>(() => held.SetAsync(Text(70_000)));

        await held.SetAsync("small");
    }

    [Fact]
    public async Task Write_OfAValueBeyondTheCallersLimit_NamesItsOption()
    {
        var limits = Limits();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync("basket", limits, Text(70_000)));

        Assert.Contains("65,536 (SessionToolsOptions.MaxValueBytes)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_IfPresentOfAnAbsentId_IsRefusedAndLocksNothing()
    {
        var id = NewId("basket");

        await Assert.ThrowsAsync<SessionEndedException>(() => Store.LockAsync(id, options: new() { IfPresent = true }));
        await Assert.ThrowsAsync<SessionEndedException>(() => Store.TryLockAsync(id, new() { IfPresent = true }));
        Assert.Null(await Store.GetInfoAsync(id));

        await Store.SetAsync(id, 1);
        await using var held = await Store.LockAsync(id, options: new() { IfPresent = true });
        Assert.Null(await Store.TryLockAsync(id, new() { IfPresent = true }));
    }

    private static string Text(int length) => new('x', length - 2);

    private string NewId(string kind, string? owner = null) => $"{kind}~{Guid.NewGuid():N}~{owner ?? _owner}";

    private SessionWriteOptions Limits(
        int sessions = Plenty, int ofKind = Plenty, long bytes = 1L << 40, int bytesPerMinute = int.MaxValue) => new()
    {
        Owner = _owner,
        Limits = new(
            _owner, MaxValueBytes: 65_536, new(sessions, ofKind, bytes, bytesPerMinute),
            new(int.MaxValue, isAnonymous: false, TimeProvider.System)),
    };

    private async Task<string> CreateAsync(string kind, SessionWriteOptions limits, string value = "", string? id = null)
    {
        id ??= NewId(kind);
        Assert.NotNull(await Store.TrySetAsync(id, value, WriteCondition.IfAbsent, limits));
        return id;
    }

    /// <summary>The owner's count hears of a removal a moment after the removal was answered. It is taken anew after five
    /// seconds.</summary>
    private async Task<string> CreateSoonAsync(string kind, SessionWriteOptions limits)
    {
        var id = NewId(kind);
        await Until.TrueAsync(
            async () => await Record.ExceptionAsync(() => CreateAsync(kind, limits, id: id)) is null, TimeSpan.FromSeconds(4.5), "room");
        return id;
    }
}
