namespace SessionOrleans.Membership;

/// <summary>The membership lease of a silo that shares its sessions with others, over Redis. Thread-safe.</summary>
internal sealed class MembershipLeaseHolder(TimeProvider time) : IMembershipLease
{
    private readonly Lock _changing = new();
    private volatile MembershipLease _lease = MembershipLease.At(DualTimestamp.Of(time));

    /// <summary>
    /// A comparison with the clocks, which rests on nothing that has to run first: the first access after a pause sees it.
    /// </summary>
    public bool IsCertain => _lease.IsCertain(Now);

    public bool IsRevoked => _lease.IsRevoked;

    public DualTimestamp Now => DualTimestamp.Of(time);

    public void Found(DualTimestamp sent, bool isAlone) => Change(lease => lease.Found(sent, isAlone));

    public void Beat(bool hasCompany) => Change(lease => lease.Beat(Now, hasCompany));

    /// <summary>False where it was revoked already.</summary>
    public bool Revoke()
    {
        lock (_changing)
        {
            var wasRevoked = _lease.IsRevoked;
            _lease = _lease.Revoke();
            return !wasRevoked;
        }
    }

    private void Change(Func<MembershipLease, MembershipLease> change)
    {
        lock (_changing)
            _lease = change(_lease);
    }
}
