using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime.GrainDirectory;

namespace SessionOrleans.Membership;

/// <summary>
/// Where this silo last found each session. It differs from Orleans' own cache in two ways. Sessions of a silo that is leaving are looked
/// up anew: Orleans by itself goes on calling that silo until it is dead, and what it is just passing on when it ends is never answered.
/// And while this silo is the only one, every session is here: nobody is asked, and a new session costs one call of the directory, not
/// two. Should the directory know better, since another silo has just joined, Orleans passes the call on. Thread-safe.
/// </summary>
internal sealed class LiveSiloDirectoryCache(
    IGrainDirectoryCache places, IClusterMembershipService membership, SiloAddress here, GrainType sessions)
    : IGrainDirectoryCache, IAsyncDisposable
{
    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => places.KeyValues;

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        if (places.LookUp(key, out result, out version) && !IsLeaving(result.SiloAddress))
            return true;
        var members = membership.CurrentSnapshot;
        if (key.Type != sessions || !IsAlone(members))
            return false;
        result = new GrainAddress { GrainId = key, SiloAddress = here, MembershipVersion = members.Version };
        return true;
    }

    public void AddOrUpdate(GrainAddress value, int version) => places.AddOrUpdate(value, version);

    public bool Remove(GrainId key) => places.Remove(key);

    public bool Remove(GrainAddress key) => places.Remove(key);

    public void Clear() => places.Clear();

    public ValueTask DisposeAsync() => places is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;

    private bool IsLeaving(SiloAddress? silo) =>
        silo is not null
        && membership.CurrentSnapshot.Members.TryGetValue(silo, out var member)
        && member.Status is SiloStatus.ShuttingDown or SiloStatus.Stopping;

    private bool IsAlone(ClusterMembershipSnapshot members) =>
        members.GetSiloStatus(here) is SiloStatus.Active
        && members.Members.Values.All(member => member.Status is SiloStatus.Dead || member.SiloAddress.Equals(here));
}
