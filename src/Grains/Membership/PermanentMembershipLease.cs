namespace SessionOrleans.Membership;

/// <summary>The membership lease of a silo that no other joins, as on the memory backend: nobody could have taken over its
/// sessions.</summary>
internal sealed class PermanentMembershipLease : IMembershipLease
{
    public bool IsCertain => true;
}
