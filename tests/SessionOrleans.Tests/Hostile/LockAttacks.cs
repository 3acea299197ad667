namespace SessionOrleans.Hostile;

/// <summary>Writes and releases that pretend, and conditions that cannot hold.</summary>
internal static class LockAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("client: a write past another's lock", target => Assert.ThrowsAsync<SessionLockedException>(
            () => target.Store.SetAsync(target.Locked.Id, "mine"))),
        new("client: a lock that another holds", async target => Assert.Null(await target.Store.TryLockAsync(target.Locked.Id))),
        new("client: the lock of another session", async target =>
        {
            await using var own = await target.Store.TryLockAsync(target.OwnId);
            var options = new SessionWriteOptions { Lock = own };
            await Answers.RefusedAsync(
                () => target.Chance.Next(3) switch
                {
                    0 => target.Store.SetAsync(target.Any.Id, "mine", options),
                    1 => target.Store.UpdateAsync<string>(target.Any.Id, _ => "mine", options),
                    _ => target.Store.GetOrCreateAsync(target.Any.Id, _ => ValueTask.FromResult("mine"), options),
                },
                "the lock of another session", "Pass the lock");
        }),
        new("client: a forged lock", target => Assert.ThrowsAsync<SessionLockLostException>(() =>
        {
            var other = target.Any;
            return target.Store.SetAsync(other.Id, "mine", new() { Lock = new ForgedLock(other.Id, Tokens.NotOf(other, target.Chance)) });
        })),
        new("client: a lock that was given back", async target =>
        {
            var own = (await target.Store.TryLockAsync(target.OwnId))!;
            await own.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => own.SetAsync("late"));
        }),
        new("client: a release of another's lock", async target =>
        {
            var other = target.Any;
            Assert.False(await target.Store.ReleaseLockAsync(other.Id, Tokens.NotOf(other, target.Chance)));
        }),
        new("client: a condition that cannot hold", async target =>
        {
            var other = target.Free;
            Assert.Null(target.Chance.Next(3) switch
            {
                0 => await target.Store.TrySetAsync(other.Id, "mine", WriteCondition.IfAbsent),
                1 => await target.Store.TrySetAsync(target.OwnId, "mine", WriteCondition.IfPresent),
                _ =>
                    await target.Store.TrySetAsync(other.Id, "mine", WriteCondition.IfVersion(Tokens.NotThe(other.Version, target.Chance))),
            });
        }),
    ];
}
