namespace SessionOrleans.Locking;

/// <summary>A granted lock as it is stored.</summary>
/// <param name="FencingToken">The version of the save that granted it; 0 stands for the save to come.</param>
/// <param name="Attempt">The attempt that was granted; its repetition is recognised.</param>
/// <param name="Purpose">A caller's own lock, or an update's.</param>
/// <param name="Lease">How long it outlives its last renewal.</param>
/// <param name="Since">When it was granted, in storage time.</param>
/// <param name="Until">When it ends unless renewed, in storage time.</param>
/// <param name="Label">Who holds it, if it said so.</param>
internal sealed record LockHolder(
    long FencingToken,
    Guid Attempt,
    LockPurpose Purpose,
    TimeSpan Lease,
    DateTimeOffset Since,
    DateTimeOffset Until,
    string? Label)
{
    /// <summary>A grant to <paramref name="request"/>, to be saved.</summary>
    public static LockHolder Grant(LockRequest request, DateTimeOffset now) =>
        new(0, request.Attempt, request.Purpose, request.Lease, now, now + request.Lease, request.Label);

    /// <summary>The same holder with its lease started anew.</summary>
    public LockHolder Renew(DateTimeOffset now) => this with { Until = now + Lease };

    /// <summary>Whether it is the same grant, not renewed since.</summary>
    public bool IsSameLease(LockHolder? other) => FencingToken == other?.FencingToken && Until == other.Until;

    public LockDetails ToDetails(int waiting) => new(Label, FencingToken, Since, Until, waiting);
}
