using SessionOrleans.Hosting;

namespace SessionOrleans.Quotas;

/// <summary>
/// Counts what one owner has. What is believed grows with each write that was let through and shrinks with each removal; what expires, it
/// learns by counting anew: the sessions of this owner, which are not more than its quota. It never refuses by a count that is older than
/// a few seconds, so no error in it lasts.
/// </summary>
[CollectionAgeLimit(Minutes = 10)]
internal sealed class QuotaGrain(
    ISessionIndex index, ISessionStorage storage, MemoryWatch memory, IStorageClocks clocks, SessionMetrics metrics, StorageTrouble log)
    : Grain, IQuotaGrain
{
    private const int PageSize = 1_000;

    /// <summary>A count that is to refuse somebody is not older than this. The sweep takes away what expired within 15 seconds.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>A count that refuses nobody is not older than this.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    /// <summary>When to try again. Something may have been removed or expired by then.</summary>
    private static readonly TimeSpan TryAgainIn = TimeSpan.FromSeconds(15);

    private readonly WritesUnderWay _underWay = new();
    private OwnedSessions? _owned;
    private TimeSpan _countedAt;
    private TimeSpan _countTook;

    private TimeSpan Elapsed => clocks.ClockOf(Owner).Elapsed;

    private string Owner => this.GetPrimaryKeyString();

    private bool IsAnonymous => Owner == CallersSessions.Anonymous;

    public async ValueTask<Reply> Take(QuotaRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        SessionLimits.CheckOwner(Owner);
        if (request.IsNew && memory.BreachOf(IsAnonymous) is { } full)
            return Refusal(full);
        try
        {
            if (_owned is null || IsOlder(GoodFor))
                await CountAsync();
            if (_owned!.BreachBy(request, IsAnonymous) is not null && IsOlder(FreshFor))
                await CountAsync();
        }
        catch (SessionStorageException trouble)
        {
            log.Report(trouble);
            return Reply.Unavailable;
        }

        if (_owned.BreachBy(request, IsAnonymous) is { } breach)
            return Refusal(breach);
        _owned.Add(request);
        _underWay.Add(request, Elapsed);
        return Reply.Done;
    }

    public Task Ended(string kind, long bytes)
    {
        _owned?.Remove(kind, bytes);
        return Task.CompletedTask;
    }

    private Reply Refusal(QuotaBreach breach)
    {
        metrics.Refused(breach.Limit);
        return new(Outcome.OverQuota, RetryAfter: TryAgainIn, Breach: breach);
    }

    /// <summary>Whether it is time to count anew. An owner who may have very many is counted so seldom that it costs a fiftieth of the
    /// time.</summary>
    private bool IsOlder(TimeSpan age) => Elapsed - _countedAt is var since && since >= age && since >= 50 * _countTook;

    private async Task CountAsync()
    {
        var begun = Elapsed;
        var underWay = _underWay.Sum(begun);
        var found = new OwnedSessions();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await index.ListOwnedAsync(Owner, cursor, PageSize);
            var ids = page.Ids.Where(id => CallersSessions.KindOf(id, Owner) is not null && seen.Add(id)).ToList();
            foreach (var (id, length) in ids.Zip(await storage.MeasureAsync(ids)))
            {
                if (length > 0)
                    found.Add(CallersSessions.KindOf(id, Owner)!, OwnedSize.Of(length));
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
        _owned = OwnedSessions.Between(_owned ?? found, found, underWay);
        _countedAt = Elapsed;
        _countTook = _countedAt - begun;
        log.Succeeded();
    }
}
