using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace SessionOrleans.Membership;

/// <summary>
/// Orleans' membership table, in which nobody is declared dead before it knows, or could know, that it is out: it is struck off the
/// roster, and its row says so only once every look into the roster from before is too old to be trusted. Thread-safe.
/// </summary>
/// <remarks>
/// A silo that stops does not wait for a Redis that is away: Orleans would try for minutes to leave word. Those who come later find
/// that it is gone.
/// </remarks>
internal sealed class FencedMembershipTable(
    IMembershipTable table,
    Roster roster,
    SiloStanding standing,
    LeftRows leftRows,
    ILocalSiloDetails silo,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : IMembershipTable
{
    private const int MaxConflicts = 10;

    private static readonly TimeSpan LeaveWithin = TimeSpan.FromMilliseconds(500);

    private volatile MembershipTableData? _last;

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        await table.InitializeMembershipTable(tryInitTableVersion);
        await leftRows.ClearAsync(table, this);
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => entry switch
    {
        { Status: SiloStatus.Active } when IsThisSilo(entry) => BecomeActiveAsync(entry, etag, tableVersion),
        { Status: SiloStatus.Dead } when IsThisSilo(entry) => BecomeDeadAsync(entry, etag, tableVersion),
        { Status: SiloStatus.Dead } => DeclareDeadAsync(entry, etag, tableVersion),
        _ when IsThisSilo(entry) => TellAsync(() => table.UpdateRow(entry, etag, tableVersion)),
        _ => table.UpdateRow(entry, etag, tableVersion),
    };

    public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => table.ReadRow(key);

    public async Task<MembershipTableData> ReadAll()
    {
        if (!IsLeaving)
            return _last = await table.ReadAll();
        try
        {
            return await table.ReadAll().WaitAsync(LeaveWithin, time);
        }
        catch (Exception) when (_last is not null)
        {
            return _last;
        }
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => table.InsertRow(entry, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => table.UpdateIAmAlive(entry);

    private async Task<bool> BecomeActiveAsync(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        var sent = standing.Now;
        await roster.EnterAsync(silo.SiloAddress);
        var updated = await table.UpdateRow(entry, etag, tableVersion);
        if (updated)
            standing.Found(sent, isAlone: false);
        return updated;
    }

    private async Task<bool> BecomeDeadAsync(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        standing.Revoke();
        return await TellAsync(async () =>
        {
            var updated = await table.UpdateRow(entry, etag, tableVersion);
            if (updated)
                await roster.StrikeOffAsync(silo.SiloAddress);
            return updated;
        });
    }

    private async Task<bool> DeclareDeadAsync(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        // Whose process has ended, or had the very port that this silo holds, trusts nothing any more.
        if (Machine.HasEnded(entry.SiloName) || entry.SiloAddress.Endpoint.Equals(silo.SiloAddress.Endpoint))
        {
            await roster.StrikeOffAsync(entry.SiloAddress);
            return await table.UpdateRow(entry, etag, tableVersion);
        }

        var before = (await table.ReadRow(entry.SiloAddress)).TryGet(entry.SiloAddress)?.Item1.Status;
        await roster.StrikeOffAsync(entry.SiloAddress);
        await Task.Delay(MembershipTimings.Revocation, time);
        for (var attempt = 1; attempt <= MaxConflicts; attempt++)
        {
            var now = await table.ReadAll();
            if (now.TryGet(entry.SiloAddress) is not var (row, rowEtag))
                return false;
            if (row.Status is SiloStatus.Dead)
                return true;
            // What became active meanwhile may have entered the roster again.
            if (row.Status != before)
                return false;
            row.Status = SiloStatus.Dead;
            row.SuspectTimes = entry.SuspectTimes;
            if (await table.UpdateRow(row, rowEtag, now.Version.Next()))
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
