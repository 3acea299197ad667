using System.Runtime.CompilerServices;
using SessionOrleans.Auditing;
using SessionOrleans.Expiry;

namespace SessionOrleans.Directory;

/// <summary>Walks the shards of the index, page by page. Thread-safe.</summary>
internal sealed class SessionDirectory(GrainCalls calls, AuditLog audit) : ISessionDirectory
{
    private const int PageSize = 250;
    private const int MaxPageSize = 1_000;
    private const int Parallelism = 16;

    public async IAsyncEnumerable<SessionInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var shard = 0; shard < ExpiryShards.Count; shard++)
        {
            await foreach (var session in ListShardAsync(shard, owner: null, cancellationToken))
                yield return session;
        }
    }

    public IAsyncEnumerable<SessionInfo> ListOwnedAsync(string owner, CancellationToken cancellationToken = default)
    {
        SessionLimits.CheckOwner(owner);
        return ListShardAsync(ExpiryShards.Of(owner), owner, cancellationToken);
    }

    public async Task<SessionInfoPage> ListOwnedPageAsync(
        string owner, string? cursor = null, int size = 100, CancellationToken cancellationToken = default)
    {
        SessionLimits.CheckOwner(owner);
        if (size is < 1 or > MaxPageSize)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A page has 1 to {MaxPageSize:N0} sessions. Ask for the next one.");
        try
        {
            var page = await PageAsync(ExpiryShards.Of(owner), owner, cursor, size, cancellationToken);
            var sessions = page.Sessions.Where(session => !ReservedIds.IsHidden(session.Id));
            return new([.. sessions.Select(session => session.ToInfo())], page.Cursor);
        }
        catch (ArgumentException refused) when (cursor is not null)
        {
            throw new ArgumentException(
                "A listing's cursor is null to begin, or the one that came with the page before; this is neither. Begin anew with null.",
                nameof(cursor), refused);
        }
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken = default)
    {
        var count = 0L;
        await ForEachShardAsync(async (shard, token) =>
        {
            var reply = await calls.ShardAsync(shard, 0, static (grain, _) => grain.Count(), token);
            ThrowIfUnavailable(reply.Outcome, reply.Reason);
            Interlocked.Add(ref count, reply.Count);
        }, cancellationToken);
        return count;
    }

    public Task<long> RemoveAllAsync(CancellationToken cancellationToken = default) =>
        RemoveAllAsync(AdministrativeAct.NotSaid, progress: null, cancellationToken);

    public Task<long> RemoveAllAsync(IProgress<long> progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return RemoveAllAsync(AdministrativeAct.NotSaid, progress, cancellationToken);
    }

    public Task<long> RemoveAllAsync(
        AdministrativeAct act, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        AdministrativeAct.Check(act);
        return audit.CarryOutAsync("RemoveAll", target: null, act, () => RemoveShardsAsync(progress, cancellationToken));
    }

    public Task<long> RemoveOwnedAsync(string owner, CancellationToken cancellationToken = default) =>
        RemoveOwnedAsync(owner, AdministrativeAct.NotSaid, cancellationToken);

    public Task<long> RemoveOwnedAsync(string owner, AdministrativeAct act, CancellationToken cancellationToken = default)
    {
        SessionLimits.CheckOwner(owner);
        AdministrativeAct.Check(act);
        return audit.CarryOutAsync("RemoveOwned", owner, act, () =>
            RemoveListedAsync(ListIdsAsync(ExpiryShards.Of(owner), owner, cancellationToken), cancellationToken));
    }

    public Task<bool> RemoveAsync(string id, AdministrativeAct act, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        AdministrativeAct.Check(act);
        return audit.CarryOutAsync("Remove", id, act, () => EndAsync(id, cancellationToken));
    }

    public Task<bool> BreakLockAsync(string id, string reason, CancellationToken cancellationToken = default)
    {
        SessionLimits.CheckReason(reason);
        return BreakLockAsync(id, AdministrativeAct.NotSaid with { Why = reason }, cancellationToken);
    }

    public Task<bool> BreakLockAsync(string id, AdministrativeAct act, CancellationToken cancellationToken = default)
    {
        ReservedIds.CheckId(id);
        AdministrativeAct.Check(act);
        return audit.CarryOutAsync("BreakLock", id, act, async () =>
        {
            var reply = await calls.SessionAsync(
                Operation.Break, id, act.Why, static (grain, why) => grain.Break(why), cancellationToken);
            return reply.Outcome is Outcome.Unavailable or Outcome.Unreadable ? throw StoreErrors.Of(reply) : reply.Outcome is Outcome.Done;
        });
    }

    /// <summary>Without what our packages keep for themselves.</summary>
    private async IAsyncEnumerable<SessionInfo> ListShardAsync(
        int shard, string? owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The index may show an entry twice while it grows.
        var seen = new HashSet<string>();
        await foreach (var page in ListPagesAsync(shard, owner, cancellationToken))
        {
            foreach (var session in page.Sessions.Where(session => !ReservedIds.IsHidden(session.Id) && seen.Add(session.Id)))
                yield return session.ToInfo();
        }
    }

    /// <summary>The ids to end: those of sessions, and those of which what is stored cannot be read.</summary>
    private async IAsyncEnumerable<string> ListIdsAsync(
        int shard, string? owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        await foreach (var page in ListPagesAsync(shard, owner, cancellationToken))
        {
            foreach (var id in page.Sessions.Select(session => session.Id).Concat(page.Unreadable ?? []).Where(seen.Add))
                yield return id;
        }
    }

    private async IAsyncEnumerable<SessionPage> ListPagesAsync(
        int shard, string? owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await PageAsync(shard, owner, cursor, PageSize, cancellationToken);
            yield return page;
            cursor = page.Cursor;
        }
        while (cursor is not null);
    }

    private async Task<SessionPage> PageAsync(int shard, string? owner, string? cursor, int size, CancellationToken cancellationToken)
    {
        var page = await calls.ShardAsync(shard, (owner, cursor, size), static (grain, at) =>
            at.owner is null ? grain.List(at.cursor, at.size) : grain.ListOwned(at.owner, at.cursor, at.size), cancellationToken);
        ThrowIfUnavailable(page.Outcome, page.Reason);
        return page;
    }

    private static void ThrowIfUnavailable(Outcome outcome, string? reason)
    {
        if (outcome is Outcome.Unavailable)
            throw StoreErrors.Unavailable(reason: reason);
    }

    private async Task<long> RemoveShardsAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var removed = 0L;
        await ForEachShardAsync(async (shard, token) =>
        {
            var ended = await RemoveListedAsync(ListIdsAsync(shard, owner: null, token), token);
            var soFar = Interlocked.Add(ref removed, ended);
            if (ended > 0)
                progress?.Report(soFar);
        }, cancellationToken);
        return removed;
    }

    private async Task<long> RemoveListedAsync(IAsyncEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var removed = 0L;
        var removable = ids.Where(id => !ReservedIds.Protects(id));
        await Parallel.ForEachAsync(removable, Options(cancellationToken), async (id, token) =>
        {
            if (await EndAsync(id, token))
                Interlocked.Increment(ref removed);
        });
        return removed;
    }

    private async Task<bool> EndAsync(string id, CancellationToken cancellationToken)
    {
        var reply = await calls.SessionAsync(Operation.Remove, id, 0, static (grain, _) => grain.Remove(), cancellationToken);
        return reply.Outcome switch
        {
            Outcome.Done => true,
            Outcome.Absent => false,
            _ => throw StoreErrors.Of(reply),
        };
    }

    private static Task ForEachShardAsync(Func<int, CancellationToken, ValueTask> body, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, ExpiryShards.Count), Options(cancellationToken), body);

    private static ParallelOptions Options(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
}
