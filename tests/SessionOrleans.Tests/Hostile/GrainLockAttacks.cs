namespace SessionOrleans.Hostile;

/// <summary>Requests for locks sent to the grains by one who skips the library.</summary>
internal static class GrainLockAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("grain: an attempt that is null", target => AskedAsync(target, null!, "'request'")),
        new("grain: a lease out of limits", target => AskedAsync(
            target, Attempt() with { Lease = Shapes.NoLease(target.Chance) }, "1 second to 10 minutes")),
        new("grain: a label out of limits", target =>
        {
            var (label, named) = target.Chance.Next(2) == 0 ? BadText.Long(target.Chance) : BadText.LoneSurrogate(target.Chance);
            return AskedAsync(target, Attempt() with { Label = label }, "A lock's label", named);
        }),
        new("grain: a purpose that there is not", target =>
            AskedAsync(target, Attempt() with { Purpose = (LockPurpose)target.Chance.Next(2, 256) }, "purpose", "Update the silo")),
        new("grain: an attempt without an id", target => AskedAsync(target, Attempt() with { Attempt = Guid.Empty }, "Guid.NewGuid()")),
        new("grain: a reason out of limits", target =>
        {
            var reason = target.Chance.Next(10) == 0 ? null! : Shapes.NoReason(target.Chance);
            return Answers.RefusedAsync(() => target.Session(target.Locked.Id, reason).Break(reason), "eason");
        }),
        new("grain: a lock that another holds", target => AnsweredAsync(Outcome.Held, target.Session(target.Locked.Id).Acquire(Attempt()))),
        new("grain: a wait for what was never asked for", target => AnsweredAsync(
            Outcome.Gone, target.Session(target.Any.Id).Wait(Attempt()))),
        new("grain: a renewal of another's lock", target =>
        {
            var other = target.Any;
            return AnsweredAsync(Outcome.Gone, target.Session(other.Id).Renew(Tokens.NotOf(other, target.Chance)));
        }),
        new("grain: a release of another's lock", target =>
        {
            var other = target.Any;
            return AnsweredAsync(Outcome.Gone, target.Session(other.Id).Release(Tokens.NotOf(other, target.Chance)));
        }),
        new("grain: a place given up that nobody had", target => target.Session(target.Any.Id).Abandon(
            target.Chance.Next(5) == 0 ? Guid.Empty : Guid.NewGuid()).AsTask()),
    ];

    /// <summary>An attempt that would be granted if the lock were free, and does not wait if it is not.</summary>
    public static LockRequest Attempt() => new(Guid.NewGuid(), TimeSpan.FromSeconds(30), LockPurpose.Hold, Queue: false);

    private static Task AskedAsync(Target target, LockRequest request, params string[] named) => Answers.RefusedAsync(
        () => target.Session(target.Any.Id, request?.Label) is var session
            && target.Chance.Next(2) == 0 ? session.Acquire(request!) : session.Wait(request!), named);

    private static async Task AnsweredAsync(Outcome expected, ValueTask<Reply> reply) => Assert.Equal(expected, (await reply).Outcome);
}
