namespace SessionOrleans.Membership;

/// <summary>
/// Sees to the rows that silos left behind which ended without a word, before this one joins: Orleans would wait for their answer.
/// </summary>
/// <remarks>
/// A silo of this machine is gone when its process is, or when its port refuses (which may be somebody else's by now). One elsewhere is
/// gone when nobody answers at its address and its row has not changed for a while, watched by our own clock: what cannot be reached from
/// here, and leaves word that it is alive, is left alone.
/// </remarks>
internal sealed partial class StaleMembers(ActiveSilos activeSilos, ILocalSiloDetails silo, TimeProvider time, ILogger<StaleMembers> logger)
{
    /// <param name="table">The table itself.</param>
    /// <param name="fenced">The table in which declaring dead takes its time.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="SessionStoreUnavailableException">Another machine has a silo at this very address.</exception>
    public async Task ClearAsync(IMembershipTable table, IMembershipTable fenced, CancellationToken cancellationToken)
    {
        var members = (await table.ReadAllAsync(cancellationToken)).Members
            .Select(member => member.Item1).Where(row => row.Status is not SiloStatus.Dead).ToList();
        var seen = await Task.WhenAll(members.Select(async row => (Row: row, Left: await JudgeAsync(row))));
        foreach (var (row, _) in seen.Where(one => one.Left is StaleMemberState.Gone))
            await EndAsync(table, row.SiloAddress, cancellationToken);
        var doubtful = seen.Where(one => one.Left is StaleMemberState.Doubtful).Select(one => one.Row).ToList();
        if (doubtful.Count > 0)
            await WatchAsync(table, fenced, doubtful, cancellationToken);
        await TidyActiveSilosAsync(table, cancellationToken);
    }

    private async Task<StaleMemberState> JudgeAsync(MembershipEntry row)
    {
        if (SiloNames.HasEnded(row.SiloName))
            return StaleMemberState.Gone;

        // This silo holds the port itself: one that was here before is gone, and one elsewhere must not exist.
        if (row.SiloAddress.Endpoint.Equals(silo.SiloAddress.Endpoint))
            return SiloNames.IsHere(row.SiloName) ? StaleMemberState.Gone : StaleMemberState.Doubtful;
        return await TcpProbe.AtAsync(row.SiloAddress.Endpoint) switch
        {
            PortState.Accepted => StaleMemberState.Reachable,
            PortState.Refused when SiloNames.IsHere(row.SiloName) => StaleMemberState.Gone,
            _ => StaleMemberState.Doubtful,
        };
    }

    private async Task WatchAsync(
        IMembershipTable table, IMembershipTable fenced, List<MembershipEntry> doubtful, CancellationToken cancellationToken)
    {
        LogWatching(logger, doubtful.Count, MembershipTimings.Watch);
        var begun = time.GetTimestamp();
        while (doubtful.Count > 0 && time.GetElapsedTime(begun) < MembershipTimings.Watch)
        {
            await Task.Delay(MembershipTimings.Heartbeat, time, cancellationToken);
            var now = await table.ReadAllAsync(cancellationToken);
            foreach (var moved in doubtful.Where(row => HasMoved(row, now)).ToList())
            {
                if (moved.SiloAddress.Endpoint.Equals(silo.SiloAddress.Endpoint)
                    && now.TryGet(moved.SiloAddress)?.Item1.Status is not (null or SiloStatus.Dead))
                {
                    throw new SessionStoreUnavailableException(
                        $"Another machine, {moved.HostName}, has a silo at {silo.SiloAddress.Endpoint} under the same prefix. Set " +
                        "SessionStoreOptions.AdvertisedAddress on each to the address under which the others reach it.");
                }

                doubtful.Remove(moved);
            }
        }

        await Task.WhenAll(doubtful.Select(row => EndAsync(fenced, row.SiloAddress, cancellationToken)));
    }

    private static bool HasMoved(MembershipEntry row, MembershipTableData now) =>
        now.TryGet(row.SiloAddress)?.Item1 is not { } current
        || current.IAmAliveTime != row.IAmAliveTime || current.Status != row.Status;

    /// <summary>Others may change the table meanwhile, so it is read and tried again.</summary>
    private async Task EndAsync(IMembershipTable table, SiloAddress left, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = await table.ReadAllAsync(cancellationToken);
            if (now.TryGet(left) is not var (row, etag) || row.Status is SiloStatus.Dead)
                return;
            row.Status = SiloStatus.Dead;
            row.AddSuspector(silo.SiloAddress, time.GetUtcNow().UtcDateTime);
            await activeSilos.RemoveAsync(left);
            if (await table.UpdateRowAsync(row, etag, now.Version.Next(), cancellationToken))
            {
                LogGone(logger, left.Endpoint.Port);
                return;
            }
        }
    }

    /// <summary>One of the active silos has a row. What a crash left there would keep a lone silo from knowing that it is alone.</summary>
    private async Task TidyActiveSilosAsync(IMembershipTable table, CancellationToken cancellationToken)
    {
        var silos = await activeSilos.ReadAsync();
        var now = await table.ReadAllAsync(cancellationToken);
        foreach (var left in silos.Where(one => now.TryGet(one) is not var (row, _) || row.Status is SiloStatus.Dead))
            await activeSilos.RemoveAsync(left);
    }

    [LoggerMessage(LogLevel.Information,
        "{Count} silos of the table do not answer; watching for {Watch} whether they leave word that they are alive.")]
    private static partial void LogWatching(ILogger logger, int count, TimeSpan watch);

    [LoggerMessage(LogLevel.Information, "A silo that ended without a word was declared dead (port {Port}).")]
    private static partial void LogGone(ILogger logger, int port);
}
