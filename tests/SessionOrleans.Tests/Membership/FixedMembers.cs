using System.Collections.Immutable;
using Orleans.Runtime;

namespace SessionOrleans.Membership;

/// <summary>What a silo believes of its cluster, and goes on believing.</summary>
public sealed class FixedMembers(IReadOnlyDictionary<SiloAddress, SiloStatus> members) : IClusterMembershipService
{
    private static readonly MembershipVersion Version = new(1);

    public ClusterMembershipSnapshot CurrentSnapshot { get; } = new(
        members.ToImmutableDictionary(one => one.Key, one => new ClusterMember(one.Key, one.Value, $"{one.Key}")), Version);

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => AsyncEnumerable.Empty<ClusterMembershipSnapshot>();

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);
}
