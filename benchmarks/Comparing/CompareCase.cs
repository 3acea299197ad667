namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>One kind of work and its peers.</summary>
/// <param name="Name">As it is asked for with <c>--only</c>.</param>
/// <param name="Work">What is done.</param>
/// <param name="Embedded">Whether our silo, and the bare one, are in this process.</param>
/// <param name="Peers">Whom it is compared with.</param>
/// <param name="ValueBytes">The size of a value, where the case has one of its own.</param>
internal sealed record CompareCase(string Name, Work Work, bool Embedded, Peer[] Peers, int? ValueBytes = null)
{
    /// <summary>The cases, with what is to be reached. Those that fill the silos come after the others of their kind.</summary>
    public static IReadOnlyList<CompareCase> All { get; } =
    [
        new("get-remote", Work.Get, Embedded: false, [new(Side.Redis, 1), new(Side.Bare, 0.9), new(Side.DistributedCache)]),
        new("get-remote-unchanged-64k", Work.Get, Embedded: false, [new(Side.Redis, 5), new(Side.Bare)], ValueBytes: 64 * 1_024),
        new("set-remote", Work.Set, Embedded: false, [new(Side.Redis), new(Side.Bare, 1.1), new(Side.DistributedCache)]),
        new("set-remote-16k", Work.Set, Embedded: false, [new(Side.Redis), new(Side.Bare, 1.5)], ValueBytes: 16 * 1_024),
        new("update-remote", Work.Update, Embedded: false, [new(Side.Redis, 1), new(Side.DistributedLock)]),
        new("locked-update-remote", Work.LockedUpdate, Embedded: false, [new(Side.Redis, 0.65), new(Side.DistributedLock, 4)]),
        new("create-remote", Work.Create, Embedded: false, [new(Side.Redis), new(Side.Bare, 1)]),
        new("get-embedded", Work.Get, Embedded: true, [new(Side.Redis, 20), new(Side.Bare), new(Side.FusionCache, 0.5)]),
        new("set-embedded", Work.Set, Embedded: true, [new(Side.Redis), new(Side.Bare, 1.2), new(Side.FusionCache)]),
        new("update-embedded", Work.Update, Embedded: true, [new(Side.Redis, 1.3), new(Side.DistributedLock)]),
        new("locked-update-embedded", Work.LockedUpdate, Embedded: true, [new(Side.Redis, 0.9), new(Side.DistributedLock, 6)]),
    ];
}
