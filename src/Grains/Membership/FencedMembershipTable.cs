using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Membership;

/// <summary>
/// Orleans' membership table, in which nobody is declared dead before it knows, or could know, that it is out: it is removed from the
/// active silos, and its row says so only once every look from before is too old to be trusted. Thread-safe.
/// </summary>
/// <remarks>
/// A silo that stops does not wait for a Redis that is away: Orleans would try for minutes to leave word. Those who come later find
/// that it is gone.
/// <para>A silo that is not leaving does not declare itself dead: Orleans' monitor would, of one that takes its time to join. It is told of
/// a conflict, and looks again.</para>
/// </remarks>
internal sealed partial class FencedMembershipTable(
    IMembershipTable table,
    ActiveSilos activeSilos,
    MembershipLeaseHolder lease,
    StaleMembers staleMembers,
    ILocalSiloDetails silo,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : IMembershipTable
{
    private const int MaxConflicts = 10;

    private static readonly TimeSpan LeaveWithin = TimeSpan.FromMilliseconds(500);

    private volatile MembershipTableData? _last;

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken);
        await staleMembers.ClearAsync(table, this, cancellationToken);
    }

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        entry switch
    {
        { Status: SiloStatus.Active } when IsThisSilo(entry) => BecomeActiveAsync(entry, etag, tableVersion, cancellationToken),
        { Status: SiloStatus.Dead } when IsThisSilo(entry) => IsLeaving
            ? BecomeDeadAsync(entry, etag, tableVersion, cancellationToken)
            : Task.FromResult(false),
        { Status: SiloStatus.Dead } => DeclareDeadAsync(entry, etag, tableVersion, cancellationToken),
        _ when IsThisSilo(entry) => TellAsync(() => table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken)),
        _ => table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken),
    };

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        table.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken);

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) =>
        table.ReadRowAsync(key, cancellationToken);

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (!IsLeaving)
            return _last = await table.ReadAllAsync(cancellationToken);
        try
        {
            return await table.ReadAllAsync(cancellationToken).WaitAsync(LeaveWithin, time, cancellationToken);
        }
        catch (Exception) when (_last is not null)
        {
            return _last;
        }
    }

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        table.InsertRowAsync(entry, tableVersion, cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        table.UpdateIAmAliveAsync(entry, cancellationToken);

    private async Task<bool> BecomeActiveAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        var sent = lease.Now;
        await activeSilos.EnterAsync(silo.SiloAddress);
        var updated = await table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken);
        if (updated)
            lease.Found(sent, isAlone: false);
        return updated;
    }

    private async Task<bool> BecomeDeadAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        lease.Revoke();
        return await TellAsync(async () =>
        {
            var updated = await table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken);
            if (updated)
                await activeSilos.RemoveAsync(silo.SiloAddress);
            return updated;
        });
    }

    private async Task<bool> DeclareDeadAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken)
    {
        // Whose process has ended, or had the very port that this silo holds, trusts nothing any more.
        if (SiloNames.HasEnded(entry.SiloName) || entry.SiloAddress.Endpoint.Equals(silo.SiloAddress.Endpoint))
        {
            await activeSilos.RemoveAsync(entry.SiloAddress);
            return await table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken);
        }

        var before = (await table.ReadRowAsync(entry.SiloAddress, cancellationToken)).TryGet(entry.SiloAddress)?.Item1.Status;
        await activeSilos.RemoveAsync(entry.SiloAddress);
        await Task.Delay(MembershipTimings.Revocation, time, cancellationToken);
        for (var attempt = 1; attempt <= MaxConflicts; attempt++)
        {
            var now = await table.ReadAllAsync(cancellationToken);
            if (now.TryGet(entry.SiloAddress) is not var (row, rowEtag))
                return false;
            if (row.Status is SiloStatus.Dead)
                return true;
            // What became active meanwhile may have entered them again.
            if (row.Status != before)
                return false;
            row.Status = SiloStatus.Dead;
            row.SuspectTimes = entry.SuspectTimes;
            if (await table.UpdateRowAsync(row, rowEtag, now.Version.Next(), cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>Writes this silo's own row. While it is leaving, not being heard is as good.</summary>
    private async Task<bool> TellAsync(Func<Task<bool>> write)
    {
        if (!IsLeaving)
            return await write();
        try
        {
            return await write().WaitAsync(LeaveWithin, time);
        }
        catch (Exception)
        {
            return true;
        }
    }

    private bool IsLeaving => lifetime.ApplicationStopping.IsCancellationRequested;

    private bool IsThisSilo(MembershipEntry entry) => entry.SiloAddress.Equals(silo.SiloAddress);
}
