using Orleans.Concurrency;

namespace SessionOrleans.Expiry;

/// <summary>
/// One shard of the index, in memory while it is asked or has something to sweep: see <see cref="SweepGrain"/>. What is due is judged by
/// the deadline in the record, never by the entry.
/// </summary>
[Reentrant]
internal sealed partial class ExpiryGrain(
    ISessionStorage storage,
    ISessionIndex index,
    IStorageClocks clocks,
    SessionMetrics metrics,
    EndedSessionKeeping keeping,
    ExpirationNotifier notifier,
    SweepTurns turns,
    StorageTrouble storageLog,
    UnreadableRecords unreadable,
    ILogger<ExpiryGrain> logger) : Grain, IExpiryGrain
{
    private const string Unreadable = "its header is damaged, or of a later version.";
    private const int Batch = 100;
    private const int MaxPage = 1_000;

    /// <summary>How long an entry is put off whose record cannot be read: a silo of a later version may read it.</summary>
    private static readonly TimeSpan UnreadablePause = TimeSpan.FromMinutes(1);

    private Task<int>? _sweep;

    /// <summary>That of the Redis which has this shard.</summary>
    private StorageClock Clock => clocks.ClockOf(Shard);

    private int Shard => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A number beyond an int must not become the shard that its lower half names.
        if (this.GetPrimaryKeyLong() is var shard and (< 0 or >= ExpiryShards.Count))
            throw new ArgumentException(
                $"There are {ExpiryShards.Count} shards, 0 to {ExpiryShards.Count - 1}; there is no shard {shard}. Ask ExpiryShards.Of.");
        return Task.CompletedTask;
    }

    public Task<int> Sweep() => _sweep is { IsCompleted: false } ? _sweep : _sweep = SweepAsync();

    /// <summary>What is due and not swept yet is judged by its record, as it is when it is listed.</summary>
    public async Task<CountReply> Count()
    {
        try
        {
            return new(await CountAsync());
        }
        catch (SessionStorageException trouble)
        {
            storageLog.Report(trouble);
            return new(0, Outcome.Unavailable, trouble.Reason);
        }
    }

    public Task<SessionPage> List(string? cursor, int size) => PageAsync(() => index.ListAsync(Shard, cursor, PageSize(size)));

    public async Task<SessionPage> ListOwned(string owner, string? cursor, int size)
    {
        SessionLimits.CheckOwner(owner);
        var page = await PageAsync(() => index.ListOwnedAsync(owner, cursor, PageSize(size)));

        // Whose it is that cannot be read, nobody can say.
        return page with { Sessions = [.. page.Sessions.Where(session => session.Owner == owner)], Unreadable = null };
    }

    private async Task<long> CountAsync()
    {
        var now = Clock.Now;
        var due = await index.GetDueAsync(Shard, now, MaxPage);
        var records = await storage.PeekAsync([.. due.Select(entry => entry.Id)]);
        var alive = due.Zip(records).Count(one => one.Second?.At(now) is { Value: not null } record && record.Owner == one.First.Owner);
        return alive + await index.CountAsync(Shard, dueAfter: now);
    }

    private static int PageSize(int size) => Math.Clamp(size, 1, MaxPage);

    private async Task<int> SweepAsync()
    {
        var ended = 0;
        try
        {
            Swept batch;
            do
            {
                batch = await turns.TakeAsync(SweepBatchAsync);
                ended += batch.Ended;
            }
            while (batch.More);
            storageLog.Succeeded();
        }
        catch (SessionStorageException trouble)
        {
            // The next sweep goes on from here.
            storageLog.Report(trouble);
        }

        if (ended > 0)
            LogSwept(Shard, ended);

        return ended;
    }

    private async Task<Swept> SweepBatchAsync()
    {
        var due = await index.GetDueAsync(Shard, Clock.Now, Batch);
        if (due.Count == 0)
            return default;
        var records = await storage.PeekAsync([.. due.Select(entry => entry.Id)]);
        var over = new List<(DueSession Session, SessionRecord? Record)>(due.Count);
        var others = new List<Task>();
        foreach (var (entry, record) in due.Zip(records))
        {
            if (record is { IsUnreadable: true })
                others.Add(PutOffAsync(entry));
            else if (record?.Lifetime is { } lifetime && !lifetime.IsOver(Clock.Now))
                others.Add(GoOnAsync(entry, record, lifetime));
            else
                over.Add((Judge(entry, record), record));
        }

        var answers = await storage.EndAsync(Shard, [.. over.Select(one => one.Session)]);
        await Task.WhenAll(others);
        var ended = over.Zip(answers).Where(one => one.Second).Select(one => one.First.Record).OfType<SessionRecord>().ToList();
        foreach (var record in ended)
            metrics.Ended(record.EndReason);
        if (keeping.IsOn && answers.Contains(true))
            notifier.Look();
        return new(ended.Count, due.Count == Batch && (answers.Contains(true) || others.Count > 0));
    }

    /// <summary>
    /// Of a session that ended, or is gone. Where expiration handlers are to hear of it, it is put aside; also where the backend took the
    /// record away long ago, since no silo was there.
    /// </summary>
    private DueSession Judge(IndexEntry entry, SessionRecord? record)
    {
        if (record?.Value is not null)
        {
            var endedAs = keeping.IsOn ? EndedSessionName.Of(entry.Id, record) : null;
            return new(entry, record.Version, record.Lifetime!.Deadline!.Value, endedAs);
        }

        var isTold = keeping.IsOn && Clock.Now - entry.Deadline >= EndedSessionKeeping.ValueLife;
        return new(entry, Version: 0, default, isTold ? new(entry.Id, entry.Owner, Version: 0, entry.Deadline!.Value) : null);
    }

    /// <summary>The session lives on. Made anew for another owner, it has another entry.</summary>
    private async Task GoOnAsync(IndexEntry entry, SessionRecord record, SessionLifetime lifetime) =>
        await (record.Owner == entry.Owner ? index.MoveAsync(entry, lifetime.Deadline) : index.RemoveAsync(entry));

    /// <summary>Nobody can say whether it is over. It does not hold up the others.</summary>
    private async Task PutOffAsync(IndexEntry entry)
    {
        unreadable.Met(entry.Id, Unreadable);
        await index.MoveAsync(entry, Clock.Now + UnreadablePause);
    }

    private async Task<SessionPage> PageAsync(Func<ValueTask<IndexPage>> list)
    {
        try
        {
            return await FillAsync(await list());
        }
        catch (SessionStorageException trouble)
        {
            storageLog.Report(trouble);
            return new([], Cursor: null, Outcome: Outcome.Unavailable, Reason: trouble.Reason);
        }
    }

    private async Task<SessionPage> FillAsync(IndexPage page)
    {
        var records = await storage.PeekAsync(page.Ids);
        var sessions = new List<SessionDetails>(page.Ids.Count);
        List<string>? unreadables = null;
        for (var i = 0; i < page.Ids.Count; i++)
        {
            if (records[i] is { IsUnreadable: true })
            {
                unreadable.Met(page.Ids[i], Unreadable);
                (unreadables ??= []).Add(page.Ids[i]);
                continue;
            }

            var now = clocks.ClockOf(page.Ids[i]).Now;
            var record = records[i]?.At(now);
            var holder = record?.Holder is { } held && held.Until > now ? held : null;
            if (record?.ToDetails(page.Ids[i], now, holder?.ToDetails(waiting: 0)) is { } details)
                sessions.Add(details);
        }

        return new(sessions, page.Cursor, unreadables);
    }

    /// <summary>What a batch did.</summary>
    /// <param name="Ended">How many sessions ended.</param>
    /// <param name="More">Whether another batch is due and it is worth going on at once. What is left due, the next sweep sees.</param>
    private readonly record struct Swept(int Ended, bool More);

    [LoggerMessage(LogLevel.Debug, "Shard {Shard}: {Ended} sessions ended.")]
    private partial void LogSwept(int shard, int ended);
}
