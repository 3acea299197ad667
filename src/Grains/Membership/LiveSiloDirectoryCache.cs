using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime.GrainDirectory;

namespace SessionOrleans.Membership;

/// <summary>
/// Where this silo last found each session, but for the sessions of a silo that is leaving: those are looked up anew. Orleans by itself
/// goes on calling the leaving silo for them until it is dead, and what that one is just passing on when it ends is never answered.
/// Thread-safe.
/// </summary>
internal sealed class LiveSiloDirectoryCache(IGrainDirectoryCache places, IClusterMembershipService membership) : IGrainDirectoryCache,
IAsyncDisposable
{
    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => places.KeyValues;

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version) =>
        places.LookUp(key, out result, out version) && !IsLeaving(result.SiloAddress);

    public void AddOrUpdate(GrainAddress value, int version) => places.AddOrUpdate(value, version);

    public bool Remove(GrainId key) => places.Remove(key);

    public bool Remove(GrainAddress key) => places.Remove(key);

    public void Clear() => places.Clear();

    public ValueTask DisposeAsync() => places is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;

    private bool IsLeaving(SiloAddress? silo) =>
        silo is not null
        && membership.CurrentSnapshot.Members.TryGetValue(silo, out var member)
        && member.Status is SiloStatus.ShuttingDown or SiloStatus.Stopping;
}
