using Orleans.Runtime;

namespace SessionOrleans.Membership;

/// <summary>
/// Orleans' membership table, in which nobody is declared dead before it knows, or could know, that it is out: it is struck off the
/// roster, and its row says so only once every look into the roster from before is too old to be trusted. Thread-safe.
/// </summary>
internal sealed class FencedMembershipTable(
    IMembershipTable table, Roster roster, SiloStanding standing, LeftRows leftRows, ILocalSiloDetails silo, TimeProvider time) : IMembershipTable
{
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
        _ => table.UpdateRow(entry, etag, tableVersion),
    };

    public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => table.ReadRow(key);

    public Task<MembershipTableData> ReadAll() => table.ReadAll();

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
        var updated = await table.UpdateRow(entry, etag, tableVersion);
        if (updated)
            await roster.StrikeOffAsync(silo.SiloAddress);
        return updated;
    }

    private async Task<bool> DeclareDeadAsync(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        // A silo that was here before on the very port that this one holds is gone.
        if (entry.SiloAddress.Endpoint.Equals(silo.SiloAddress.Endpoint))
        {
            await roster.StrikeOffAsync(entry.SiloAddress);
            return await table.UpdateRow(entry, etag, tableVersion);
        }

        var before = (await table.ReadRow(entry.SiloAddress)).TryGet(entry.SiloAddress)?.Item1.Status;
        await roster.StrikeOffAsync(entry.SiloAddress);
        await Task.Delay(MembershipTimings.Revocation, time);
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
        return await table.UpdateRow(row, rowEtag, now.Version.Next());
    }

    private bool IsThisSilo(MembershipEntry entry) => entry.SiloAddress.Equals(silo.SiloAddress);
}
