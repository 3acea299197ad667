namespace SessionOrleans.Membership;

/// <summary>The standing of a silo that shares its sessions with others, over Redis. Thread-safe.</summary>
internal sealed class MembershipLeaseHolder(TimeProvider time) : IMembershipLease
{
    private readonly Lock _changing = new();
    private volatile MembershipLease _standing = MembershipLease.At(DualTimestamp.Of(time));

    /// <summary>
    /// A comparison with the clocks, which rests on nothing that has to run first: the first access after a pause sees it.
    /// </summary>
    public bool IsCertain => _standing.IsCertain(Now);

    public bool IsRevoked => _standing.IsRevoked;

    public DualTimestamp Now => DualTimestamp.Of(time);

    public void Found(DualTimestamp sent, bool isAlone) => Change(standing => standing.Found(sent, isAlone));

    public void Beat(bool hasCompany) => Change(standing => standing.Beat(Now, hasCompany));

    /// <summary>False where it was revoked already.</summary>
    public bool Revoke()
    {
        lock (_changing)
        {
            var wasRevoked = _standing.IsRevoked;
            _standing = _standing.Revoke();
            return !wasRevoked;
        }
    }

    private void Change(Func<MembershipLease, MembershipLease> change)
    {
        lock (_changing)
            _standing = change(_standing);
    }
}
