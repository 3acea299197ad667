using System.Text;

namespace SessionOrleans.Hostile;

/// <summary>Writes sent to the grains by one who skips the library.</summary>
internal static class GrainWriteAttacks
{
    private static readonly LifetimeRequest Hour = new(TimeSpan.FromHours(1), DefaultSliding: false);

    private static readonly Func<ISessionGrain, ValueTask>[] Methods =
    [
        async session => await session.Read(), async session => await session.Inspect(), async session => await session.Write(Mine()),
        async session => await session.Extend(null), async session =>
            await session.Remove(), async session => await session.Acquire(GrainLockAttacks.Attempt()),
        async session => await session.Wait(GrainLockAttacks.Attempt()), session =>
            session.Abandon(Guid.NewGuid()), async session => await session.Renew(1),
        async session => await session.Release(1), async session => await session.Break("why"),
    ];

    public static IEnumerable<Attack> All =>
    [
        new("grain: an id out of limits", target =>
        {
            string id;
            do
                (id, _) = BadText.Id(target.Chance);
            while (string.IsNullOrWhiteSpace(id) || id.Contains('\0', StringComparison.Ordinal)); // Orleans itself knows no such grain.
            return Answers.RefusedAsync(() => target.Pick(Methods)(target.Session(id)).AsTask(), "A session id", "Hash or encode");
        }),
        new("grain: a write that is null", target => Answers.RefusedAsync(() => target.Any.Id is var id && target.Chance.Next(3) switch
        {
            0 => target.Session(id).Write(null!),
            1 => target.Session(id).Write(Mine() with { Value = null! }),
            _ => target.Session(id).Write(Mine() with { Lifetime = null! }),
        } is var answer ? answer : default, "'request'")),
        new("grain: a value over the limit", target => Answers.RefusedAsync(
            () => target.Session(target.Free.Id).Write(
                Mine() with { Value = new byte[target.Chance.Next(HostileContract.MaxValueBytes + 1, 8_000)] }), "4,096", "MaxValueBytes")),
        new("grain: a time to live out of limits", target =>
        {
            var life = target.Chance.Next(2) == 0 ? Shapes.NotAboveZero(target.Chance) : Shapes.Endless(target.Chance);
            return Answers.RefusedAsync(
                () => target.Chance.Next(4) switch
                {
                    0 => target.Session(target.Any.Id).Extend(life),
                    1 => target.Session(target.Free.Id).Write(Mine() with { Lifetime = Hour with { TimeToLive = life } }),
                    2 => target.Session(target.Free.Id).Write(Mine() with { Lifetime = Hour with { MaxLifetime = life } }),
                    _ => target.Session(target.Free.Id).Write(Mine() with { Lifetime = Hour with { DefaultTimeToLive = life } }),
                },
                "A time to live is", "Timeout.InfiniteTimeSpan");
        }),
        new("grain: an owner out of limits", target =>
        {
            var (owner, named) = target.Chance.Next(3) switch { 0 => ("", "1 to 256"), 1 => BadText.Long(target.Chance),
                _ => BadText.LoneSurrogate(target.Chance) };
            return Answers.RefusedAsync(
                () => target.Session(target.Free.Id, owner).Write(Mine() with { Owner = owner }), "An owner", named);
        }),
        new("grain: another owner", target => AnsweredAsync(
            Outcome.OwnerDiffers, target.Session(target.Free.Id).Write(Mine() with { Owner = "somebody else" }))),
        new("grain: a write without an id", target => Answers.RefusedAsync(
            () => target.Session(target.Any.Id).Write(Mine() with { WriteId = Guid.Empty }), "Guid.NewGuid()")),
        new("grain: a condition that there is not", target => Answers.RefusedAsync(
            () => target.Session(target.Any.Id).Write(Mine() with { Condition = (ConditionKind)target.Chance.Next(5, 256) }), "condition",
            "Update the silo")),
        new("grain: more versions than a write may stand for", target => Answers.RefusedAsync(
            () => target.Session(target.Any.Id).Write(Mine() with { Versions = target.Pick([-1, int.MinValue, 1_001, int.MaxValue]) }),
            "1,000", "Send several")),
        new("grain: a release without a token", target => Answers.RefusedAsync(
            () => target.Session(target.Any.Id).Write(Mine() with { Release = true }), "FencingToken")),
        new("grain: a condition that cannot hold", target =>
        {
            var other = target.Free;
            return AnsweredAsync(Outcome.ConditionFailed, target.Session(other.Id).Write(Mine() with
            {
                Condition = target.Pick([ConditionKind.Never, ConditionKind.IfAbsent, ConditionKind.IfVersion]),
                ConditionVersion = Tokens.NotThe(other.Version, target.Chance),
            }));
        }),
        new("grain: a write past another's lock", target => AnsweredAsync(Outcome.Locked, target.Session(target.Locked.Id).Write(Mine()))),
        new("grain: a write with a token that is not in force", target =>
        {
            var other = target.Any;
            return AnsweredAsync(Outcome.LockLost, target.Session(other.Id).Write(Mine() with
            {
                FencingToken = Tokens.NotOf(other, target.Chance),
                Release = target.Chance.Next(2) == 0,
            }));
        }),
        new("grain: another's write replayed with another value", async target =>
        {
            var other = target.Any;
            var reply = await target.Session(other.Id).Write(Mine() with { WriteId = other.WriteId });
            Assert.Equal((Outcome.Done, other.Version), (reply.Outcome, reply.Session!.Version));
        }),
    ];

    private static WriteRequest Mine() => new() { Value = Encoding.UTF8.GetBytes("mine"), WriteId = Guid.NewGuid(), Lifetime = Hour };

    private static async Task AnsweredAsync(Outcome expected, ValueTask<Reply> reply) => Assert.Equal(expected, (await reply).Outcome);
}
