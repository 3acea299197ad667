using SessionOrleans.Membership;

namespace SessionOrleans.Chaos.Breaking;

/// <summary>A silo that never doubts that it is a member.</summary>
internal sealed class BlindTrust : IMembershipLease
{
    public bool IsCertain => true;
}
