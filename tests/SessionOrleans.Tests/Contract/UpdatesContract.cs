using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Contract;

public abstract class UpdatesContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Fact]
    public async Task Update_AbsentSession_StartsFromDefault()
    {
        var id = NewId();
        var session = await Store.UpdateAsync<int>(id, value => value + 5);
        Assert.Equal(5, session.Value);
        Assert.Equal(session, await Store.GetAsync<int>(id));
    }

    [Fact]
    public async Task Update_SixtyFourCallers_LoseNothing()
    {
        const int callers = 64, rounds = 20;
        var id = NewId();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < rounds; i++)
                await Store.UpdateAsync<int>(id, value => value + 1);
        })));
        Assert.Equal(callers * rounds, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Update_AmongPlainWrites_BothGoThrough()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var updates = Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.UpdateAsync<int>(id, value => value + 1)));
        var writes = Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.SetAsync(id, 1_000)));
        await Task.WhenAll([.. updates, .. writes]);
        Assert.InRange((await Store.GetAsync<int>(id))!.Value, 1_000, 1_016);
    }

    [Fact]
    public async Task Update_LockedForAWholeLease_IsRefused()
    {
        var store = await Fixture.OpenAsync(options => options.LockLease = TimeSpan.FromSeconds(1));
        var id = NewId();
        await store.SetAsync(id, 0);
        await using var held = await store.LockAsync(id);
        var refused = await Assert.ThrowsAsync<SessionLockedException>(() => store.UpdateAsync<int>(id, value => value + 1));
        Assert.Contains("held.UpdateAsync", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_LockedForAMoment_WaitsItsTurn()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var held = await Store.LockAsync(id);
        var update = Store.UpdateAsync<int>(id, value => value + 1);
        await held.SetAndReleaseAsync(10);
        Assert.Equal(11, (await update).Value);
    }

    [Fact]
    public async Task Update_FunctionThatThrows_ChangesNothingAndBlocksNobody()
    {
        var id = NewId();
        await Store.SetAsync(id, 1);
        await Assert.ThrowsAsync<NotSupportedException>(() => Store.UpdateAsync<int>(id, _ => throw new NotSupportedException()));
        Assert.Equal(2, (await Store.UpdateAsync<int>(id, value => value + 1)).Value);
    }

    [Fact]
    public async Task Update_FunctionThatReturnsNull_SaysWhatToDo()
    {
        var id = NewId();
        await Store.SetAsync(id, "a");
        var refused = await Assert.ThrowsAsync<ArgumentNullException>(() => Store.UpdateAsync<string>(id, _ => null!));
        Assert.Contains("RemoveAsync", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_ManyAtOnce_EachHasItsOwnValueAndVersion()
    {
        const int callers = 100;
        var id = NewId();
        var sessions =
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => Store.UpdateAsync<int>(id, value => value + 1))));
        var inOrder = sessions.OrderBy(session => session.Version).ToList();
        Assert.Equal(Enumerable.Range(1, callers), inOrder.Select(session => session.Value));
        Assert.Equal(callers, inOrder.Select(session => session.Version).Distinct().Count());
        Assert.Equal(inOrder[^1], await Store.GetAsync<int>(id));
    }

    [Fact]
    public async Task Update_ManyAtOnce_OnlyTheLastVersionIsInForce()
    {
        const int callers = 50;
        var id = NewId();
        var sessions =
            await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => Store.UpdateAsync<int>(id, value => value + 1))));
        var inOrder = sessions.OrderBy(session => session.Version).ToList();
        foreach (var overwritten in inOrder[..^1])
            Assert.Null(await Store.TrySetAsync(id, -1, WriteCondition.IfVersion(overwritten.Version)));
        Assert.NotNull(await Store.TrySetAsync(id, -1, WriteCondition.IfVersion(inOrder[^1].Version)));
    }

    [Fact]
    public async Task Update_AmongOthersThatThrow_IsAppliedAndTheyGetTheirOwnException()
    {
        const int callers = 40;
        var id = NewId();
        var updates = Enumerable.Range(0, callers).Select(number => Task.Run(() => Store.UpdateAsync<int>(
            id, value => number % 4 == 0 ? throw new NotSupportedException($"{number}") : value + 1))).ToList();
        for (var number = 0; number < callers; number++)
        {
            if (number % 4 == 0)
                Assert.Equal($"{number}", (await Assert.ThrowsAsync<NotSupportedException>(() => updates[number])).Message);
            else
                await updates[number];
        }

        Assert.Equal(callers * 3 / 4, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Update_AmongOthersWithOtherOptionsAndTypes_KeepsItsOwn()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var hour = Enumerable.Range(0, 20).Select(
            _ => Task.Run(() => Store.UpdateAsync<int>(id, value => value + 1, new() { TimeToLive = TimeSpan.FromHours(2) })));
        var day = Enumerable.Range(0, 20).Select(
            _ => Task.Run(() => Store.UpdateAsync<long>(id, value => value + 1, new() { TimeToLive = TimeSpan.FromDays(1) })));
        var hours = hour.ToList();
        var days = day.ToList();
        foreach (var update in hours)
            Assert.InRange((await update).ExpiresAt!.Value - (await update).CreatedAt, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        foreach (var update in days)
            Assert.InRange((await update).ExpiresAt!.Value - (await update).CreatedAt, TimeSpan.FromHours(24), TimeSpan.FromHours(25));
        Assert.Equal(40, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Update_GivenUpBehindAnother_IsNotApplied()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var held = await Store.LockAsync(id);
        var first = Store.UpdateAsync<int>(id, value => value + 1);
        using var patience = new CancellationTokenSource();
        var second = Store.UpdateAsync<int>(id, value => value + 10, cancellationToken: patience.Token);
        var third = Store.UpdateAsync<int>(id, value => value + 100);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await held.DisposeAsync();
        await Task.WhenAll(first, third);
        Assert.Equal(101, (await Store.GetAsync<int>(id))!.Value);
    }

    [Fact]
    public async Task Update_FirstGivesUp_ThoseBehindItGoOn()
    {
        var id = NewId();
        await Store.SetAsync(id, 0);
        var held = await Store.LockAsync(id);
        using var patience = new CancellationTokenSource();
        var first = Store.UpdateAsync<int>(id, value => value + 1, cancellationToken: patience.Token);
        var second = Store.UpdateAsync<int>(id, value => value + 10);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await held.DisposeAsync();
        Assert.Equal(10, (await second).Value);
    }

    [Fact]
    public async Task AnothersFlow_UpdatesThatShareASave_EachFunctionSeesItsOwnCallers()
    {
        const int callers = 200;
        var id = NewId();
        var caller = new AsyncLocal<string>();
        await Store.SetAsync(id, 0);
        var held = await Store.LockAsync(id);
        var updates = Enumerable.Range(0, callers).Select(number => Task.Run(() => UpdateAs(number))).ToList();
        await Task.WhenAll(updates);
        await held.DisposeAsync();
        var seen = await Task.WhenAll(updates.Select(update => update.Result));
        Assert.Equal(Enumerable.Range(0, callers).Select(number => $"{number} {number} {number}"), seen);

        Task<Task<string>> UpdateAs(int number)
        {
            caller.Value = $"{number}";
            CultureInfo.CurrentCulture = CultureOf(number);
            var activity = new Activity($"{number}").Start();
            var saw = "";
            var update = Store.UpdateAsync<int>(id, value =>
            {
                saw = $"{caller.Value} {NumberFormatInfo.CurrentInfo.CurrencySymbol} {Activity.Current?.OperationName}";
                return value + 1;
            });
            activity.Stop();
            return Task.FromResult(AnswerAsync());

            async Task<string> AnswerAsync()
            {
                await update;
                return saw;
            }
        }

        static CultureInfo CultureOf(int number)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.CurrencySymbol = $"{number}";
            return culture;
        }
    }

    [Fact]
    public async Task AnothersFlow_CallerThatSuppressedItsOwn_SeesNone()
    {
        var id = NewId();
        var caller = new AsyncLocal<string?> { Value = "first" };
        await Store.SetAsync(id, 0);
        var held = await Store.LockAsync(id);
        var first = Store.UpdateAsync<int>(id, value => value + 1);
        var saw = "none yet";
        Task<Session<int>> second;
        using (ExecutionContext.SuppressFlow())
        {
            second = Store.UpdateAsync<int>(id, value =>
            {
                saw = caller.Value;
                return value + 1;
            });
        }

        await held.DisposeAsync();
        await first;
        Assert.Equal(2, (await second).Value);
        Assert.Null(saw);
    }
}
