namespace SessionOrleans.Membership;

/// <summary>
/// What a silo knows of its own membership, and what follows at a given moment. A silo looks into the list of active silos every second.
/// What it saw there holds for a few seconds from the moment it asked, since nobody is declared dead sooner after its removal.
/// </summary>
/// <param name="Looked">When the last look that found this silo was sent; null before the first.</param>
/// <param name="IsAlone">That look found no other silo, and none was heard of since.</param>
/// <param name="AwakeSince">When the heartbeat began, or began again after a pause that was too long.</param>
/// <param name="LastBeat">When the heartbeat last ran, whether or not Redis answered.</param>
/// <param name="IsRevoked">The silo is out, for good.</param>
internal sealed record MembershipLease(
    DualTimestamp? Looked, bool IsAlone, DualTimestamp AwakeSince, DualTimestamp LastBeat, bool IsRevoked)
{
    public static MembershipLease At(DualTimestamp start) =>
        new(Looked: null, IsAlone: false, AwakeSince: start, LastBeat: start, IsRevoked: false);

    /// <summary>A look sent at <paramref name="sent"/> found this silo.</summary>
    public MembershipLease Found(DualTimestamp sent, bool isAlone) =>
        Looked is { } looked && looked.Monotonic > sent.Monotonic ? this : this with { Looked = sent, IsAlone = isAlone };

    /// <summary>The heartbeat runs. <paramref name="hasCompany"/>: other silos were heard of, by gossip, since Redis was asked.</summary>
    public MembershipLease Beat(DualTimestamp now, bool hasCompany) => this with
    {
        LastBeat = now,
        AwakeSince = now.Since(LastBeat) < MembershipTimings.LongestPause ? AwakeSince : now,
        IsAlone = IsAlone && !hasCompany,
    };

    public MembershipLease Revoke() => this with { IsRevoked = true };

    /// <summary>Whether this silo surely is a member. One that is alone stays certain without Redis, while it is awake.</summary>
    public bool IsCertain(DualTimestamp now) =>
        !IsRevoked && Looked is { } looked && (now.Since(looked) < MembershipTimings.CertainFor || (IsAlone && IsAwake(now, looked)));

    private bool IsAwake(DualTimestamp now, DualTimestamp looked) =>
        looked.Monotonic >= AwakeSince.Monotonic && now.Since(LastBeat) < MembershipTimings.LongestPause;
}
