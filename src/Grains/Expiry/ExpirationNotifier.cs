namespace SessionOrleans.Expiry;

/// <summary>
/// Tells of the sessions of one shard that ended, beside its sweep: each is told, then removed; what failed is told again after a pause. Of
/// one shard's scheduler, so not thread-safe.
/// </summary>
internal sealed class ExpirationNotifier(ISessionStorage storage, ISessionIndex index, StorageClock clock, ExpirationNotices notices, SessionMetrics metrics)
{
    private const int MostUnderWay = 1_000;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Telling> _tellings = [];

    public bool Wanted => notices.Wanted;

    /// <summary>
    /// Begins to tell of an end; false where that is under way, or pausing, or too many others are. The entry is put off first: should this
    /// silo crash, the next takes it up
    /// a minute later.
    /// </summary>
    public async Task<bool> BeginAsync(IndexEntry entry, SessionRecord? record)
    {
        if (_tellings.TryGetValue(entry.Id, out var known) ? known.NextAt > clock.Now : _tellings.Count >= MostUnderWay)
            return false;
        var telling = known ?? new Telling();
        telling.NextAt = DateTimeOffset.MaxValue;
        _tellings[entry.Id] = telling;
        var claimed = entry with { Deadline = clock.Now + Claim };
        await index.MoveAsync(entry, claimed.Deadline);
        _ = TellAsync(telling, claimed, record);
        return true;
    }

    private async Task TellAsync(Telling telling, IndexEntry entry, SessionRecord? seen)
    {
        try
        {
            var record = seen is null ? null : await storage.ReadAsync(entry.Id);
            if (record is not null && record.Version != seen!.Version)
            {
                _tellings.Remove(entry.Id);
                return;
            }

            var ended = Describe(entry, record);
            if (await notices.TellAsync(ended))
            {
                if (ended.Reason is not SessionEndReason.Removed)
                    metrics.Ended(ended.Reason is SessionEndReason.Capped ? "capped" : "expired");
                if (record is not null)
                    await storage.RemoveAsync(entry.Id, record.Version);
                await index.RemoveAsync(entry);
                _tellings.Remove(entry.Id);
                return;
            }
        }
        catch (SessionStorageException)
        {
            // Told or not, it is told again: once at least is what is promised.
        }

        telling.Pause = telling.Pause == default ? FirstPause : TimeSpan.FromTicks(Math.Min(telling.Pause.Ticks * 2, LongestPause.Ticks));
        telling.NextAt = clock.Now + telling.Pause;
        await PutOffAsync(entry, telling.NextAt);
    }

    private async Task PutOffAsync(IndexEntry entry, DateTimeOffset until)
    {
        try
        {
            await index.MoveAsync(entry, until);
        }
        catch (SessionStorageException)
        {
            // Then the claim runs out instead.
        }
    }

    private static EndedSession Describe(IndexEntry entry, SessionRecord? record) => new(
        EndedSessionArchive.IdOf(entry.Id),
        record?.Owner ?? entry.Owner,
        record switch
        {
            { IsRemoved: true } => SessionEndReason.Removed,
            { Lifetime: { CapAt: { } cap } lifetime } when lifetime.Deadline == cap => SessionEndReason.Capped,
            _ => SessionEndReason.Expired,
        },
        record?.ValueVersion ?? 0,
        record?.Lifetime?.Deadline ?? entry.Deadline!.Value,
        record?.Value);

    private sealed class Telling
    {
        public TimeSpan Pause { get; set; }

        public DateTimeOffset NextAt { get; set; }
    }
}
