namespace SessionOrleans.Hostile;

/// <summary>Durations, owners, labels and reasons that are out of their limits.</summary>
internal static class OptionAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("client: a time to live not above zero", target => LifeAsync(
            target, Shapes.NotAboveZero(target.Chance), "above zero", "RemoveAsync")),
        new("client: a time to live beyond all time", target => LifeAsync(
            target, Shapes.Endless(target.Chance), "365,000 days", "InfiniteTimeSpan")),
        new("client: a lease out of limits", target =>
        {
            var options = new LockOptions { Lease = Shapes.NoLease(target.Chance) };
            return Answers.RefusedAsync(
                () => target.Chance.Next(2) == 0 ? target.Store.TryLockAsync(target.Free.Id, options) : (Task)target.Store.LockAsync(
                    target.Free.Id, options: options),
                "1 second to 10 minutes", "MaxHold");
        }),
        new("client: a longest hold not above zero", target => Answers.RefusedAsync(
            () => target.Store.LockAsync(target.Free.Id, options: new() { MaxHold = Shapes.NotAboveZero(target.Chance) }), "above zero",
            "10 minutes")),
        new("client: a wait out of limits", target => Answers.RefusedAsync(
            () => target.Store.LockAsync(target.Locked.Id, target.Chance.Next(2) == 0
                ? TimeSpan.FromTicks(-target.Chance.NextInt64(1, TimeSpan.TicksPerMillisecond))
                : TimeSpan.FromTicks(target.Chance.NextInt64(TimeSpan.FromDays(40).Ticks + 1, long.MaxValue))),
            "zero to 40 days", "TryLockAsync")),
        new("client: an owner out of limits", target =>
        {
            var (owner, named) = target.Chance.Next(3) switch { 0 => ("", "1 to 256"), 1 => BadText.Long(target.Chance),
                _ => BadText.LoneSurrogate(target.Chance) };
            return Answers.RefusedAsync(
                () => target.Chance.Next(4) switch
                {
                    0 => target.Store.SetAsync(target.Free.Id, 1, new() { Owner = owner }),
                    1 => target.Store.UpdateAsync<int>(target.Free.Id, value => value, new() { Owner = owner }),
                    2 => target.Store.Directory.RemoveOwnedAsync(owner),
                    _ => target.Store.Directory.ListOwnedAsync(owner).GetAsyncEnumerator().MoveNextAsync().AsTask(),
                },
                "An owner", named);
        }),
        new("client: an owner that is null", target => Answers.RefusedAsync(
            () => target.Store.Directory.RemoveOwnedAsync(null!), "'owner'")),
        new("client: another owner", target => Answers.RefusedAsync(
            () => target.Store.SetAsync(target.Free.Id, 1, new() { Owner = "somebody else" }), "another owner",
            "leave SessionWriteOptions.Owner out")),
        new("client: a label out of limits", target =>
        {
            var (label, named) = target.Chance.Next(2) == 0 ? BadText.Long(target.Chance) : BadText.LoneSurrogate(target.Chance);
            return Answers.RefusedAsync(() => target.Store.TryLockAsync(target.Free.Id, new() { Label = label }), "A lock's label", named);
        }),
        new("client: a reason out of limits", target => Answers.RefusedAsync(
            () => target.Store.Directory.BreakLockAsync(target.Locked.Id, Shapes.NoReason(target.Chance)), "eason")),
        new("client: a token that was cancelled", target =>
        {
            var cancelled = new CancellationToken(canceled: true);
            return Assert.ThrowsAnyAsync<OperationCanceledException>(() => target.Chance.Next(9) switch
            {
                0 => target.Store.GetAsync<string>(target.Any.Id, cancelled),
                1 => target.Store.SetAsync(target.Free.Id, 1, cancellationToken: cancelled),
                2 => target.Store.TrySetAsync(target.Free.Id, 1, WriteCondition.IfPresent, cancellationToken: cancelled),
                3 => target.Store.UpdateAsync<string>(target.Free.Id, _ => "x", cancellationToken: cancelled),
                4 => target.Store.ExtendAsync(target.Any.Id, TimeSpan.FromDays(2), cancelled),
                5 => target.Store.RemoveAsync(target.Any.Id, cancelled),
                6 => target.Store.LockAsync(target.Free.Id, cancellationToken: cancelled),
                7 => target.Store.Directory.BreakLockAsync(target.Locked.Id, "why", cancelled),
                _ => target.Store.Directory.RemoveAllAsync(cancelled),
            });
        }),
    ];

    private static Task LifeAsync(Target target, TimeSpan life, params string[] named) => Answers.RefusedAsync(
        () => target.Chance.Next(5) switch
        {
            0 => target.Store.SetAsync(target.Free.Id, 1, new() { TimeToLive = life }),
            1 => target.Store.SetAsync(target.Free.Id, 1, new() { MaxLifetime = life }),
            2 => target.Store.ExtendAsync(target.Any.Id, life),
            3 => target.Store.UpdateAsync<string>(target.Free.Id, _ => "x", new() { TimeToLive = life }),
            _ => target.Store.GetOrCreateAsync(target.Free.Id, _ => ValueTask.FromResult("x"), new() { MaxLifetime = life }),
        },
        named);
}
