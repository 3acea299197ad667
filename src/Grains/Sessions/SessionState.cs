namespace SessionOrleans.Sessions;

/// <summary>
/// All that an activation knows of its session: what is stored, who waits for its lock, and what the index and the expiration handlers
/// still have to learn. Immutable and pure: every rule takes <c>now</c>. Only <see cref="Saved"/> changes the record, once a save was
/// acknowledged.
/// </summary>
internal readonly record struct SessionState
{
    /// <summary>Nothing was read yet.</summary>
    public static readonly SessionState Unread = new() { Record = SessionRecord.None, Queue = LockQueue.Empty };

    /// <summary>What is stored, or none where it is known to have ended.</summary>
    public SessionRecord Record { get; private init; }

    public LockQueue Queue { get; init; }

    /// <summary>
    /// The session that was found to have ended, until another record is saved in its place; null: none, or nobody wants to hear of it.
    /// </summary>
    public SessionRecord? Ended { get; private init; }

    /// <summary>No entry of the session in the index is due later than this; null: it may have none.</summary>
    private DateTimeOffset? IndexedUntil { get; init; }

    /// <summary>The holder; null when nobody is, or when the lease is over or was not claimed.</summary>
    public LockHolder? HolderAt(Now now) => now.Elapsed < Queue.EndsAt ? Record.Holder : null;

    /// <summary>Whether somebody holds the lock or waits for it.</summary>
    public bool IsContended(Now now) => HolderAt(now) is not null || Queue.First is not null;

    /// <summary>The grant to whoever is next, to be saved; null when nobody waits.</summary>
    public LockHolder? NextHolder(Now now) => Queue.First is { } next ? LockHolder.Grant(next.Request, now.Time) : null;

    /// <summary>Whether <see cref="At"/> would change anything.</summary>
    public bool IsOutdated(Now now) => Record.IsOver(now.Time) || Queue.First?.IsSilent(now.Elapsed) is true;

    /// <summary>
    /// The state as it stands now: a session that ended is none and took its lock along, and the dead at the head of the line lost their
    /// place.
    /// </summary>
    public SessionState At(Now now, bool keepEnded, out LockChange change)
    {
        change = default;
        if (!Record.IsOver(now.Time))
            return this with { Queue = Queue.WithoutSilent(now.Elapsed) };
        change = LockChange.End(HolderAt(now), Queue);
        return new() { Record = Record.Emptied(), Queue = Queue.Ended(Record.Holder), Ended = keepEnded ? Record : null };
    }

    /// <summary>
    /// Whether the backend lost what it had acknowledged, as Redis may in a failover. A record that is gone altogether is no loss once its
    /// time was over.
    /// </summary>
    public bool IsNewerThan(SessionRecord read, Now now) =>
        read.Version < Record.Version && (read.Version > 0 || !(Record.IsEmpty || Record.Deadline <= now.Time));

    /// <summary>The state after the record was read. The lease of a grant that is known already goes on as it was measured here.</summary>
    public SessionState Read(SessionRecord read, Now now) => new()
    {
        Record = read,
        Queue = read.Holder is not { } holder || holder.IsSameLease(Record.Holder)
            ? Queue
            : Queue.Restored(holder.Until - now.Time, now.Elapsed),
    };

    /// <summary>All that has to be saved for <paramref name="next"/> to take the record's place.</summary>
    public SessionSave ToSave(string id, SessionRecord next) => new(next, Record.Version, EntryFor(id, next), Ended);

    /// <summary>The state after a save was acknowledged, and what that did to the lock.</summary>
    public SessionState Saved(SessionSave save, SessionRecord saved, bool isClaimed, Now now, out LockChange change)
    {
        var next = this with { Record = saved, Ended = null };
        if (save.Entry is { } entry)
            next = next with { IndexedUntil = entry.Deadline ?? DateTimeOffset.MaxValue };
        if (Record.IsLive && !saved.IsLive)
        {
            change = LockChange.End(HolderAt(now), Queue);
            return next with { Queue = Queue.Ended(Record.Holder), IndexedUntil = null };
        }

        var (before, after) = (Record.Holder, saved.Holder);
        var isGrant = after is not null && after.FencingToken != before?.FencingToken;
        var over = before?.FencingToken == after?.FencingToken ? null : before;
        change = new(
            over,
            over is not null && HolderAt(now) is null ? LockLoss.Lapsed : null,
            isGrant ? after : null,
            isGrant ? Queue.Find(after!.Attempt) : null);
        if (isGrant)
            next = next with { Queue = Queue.Granted(after!, now.Elapsed) };
        else if (after is not null && !after.IsSameLease(before))
            next = next with { Queue = Queue.Renewed(after, now.Elapsed) };
        return isClaimed ? next with { Queue = next.Queue.Claimed() } : next;
    }

    /// <summary>
    /// In how long somebody has to look again for those who wait: when the lock comes free by itself, or the session ends. Who joined the
    /// line while the lock was being released finds it free, and is seen to at once.
    /// </summary>
    public TimeSpan LookAgainIn(Now now)
    {
        var free = Record.Holder is null ? TimeSpan.Zero : Queue.EndsAt - now.Elapsed;
        return Record.Lifetime?.Deadline - now.Time is { } life && life < free ? life : free;
    }

    /// <summary>The answer to a reader; without the value where that is of the version <paramref name="known"/>.</summary>
    public Reply ToReply(SessionRecord record, long known, Now now)
    {
        var isContended = IsContended(now);
        return record.ToSnapshot(withValue: record.ValueVersion != known) is { } snapshot
            ? new(Outcome.Done, snapshot, isContended)
            : isContended ? Reply.AbsentAndContended : Reply.Absent;
    }

    /// <summary>The answer to the holder.</summary>
    public Reply ToGrant(Now now)
    {
        var holder = Record.Holder!;
        return new(Outcome.Granted, Record.ToSnapshot(), Grant: new(holder.FencingToken, holder.Since, Queue.Left(holder, now.Elapsed)));
    }

    /// <summary>What is known of the session without its value; null when there is none.</summary>
    public SessionDetails? ToDetails(string id, Now now) => Record.ToDetails(id, now.Time, ToLockDetails(now));

    /// <summary>Who holds the lock; null when nobody does. An id without a session can be locked too.</summary>
    public LockDetails? ToLockDetails(Now now) => HolderAt(now)?.ToDetails(Queue.Waiters.Length);

    /// <summary>
    /// An entry comes and goes with its session, and is due no later than it. An extension writes nothing there: the sweep finds the
    /// later deadline in the record.
    /// </summary>
    private IndexEntry? EntryFor(string id, SessionRecord next)
    {
        if (next.Value is null)
            return Record.Value is null ? null : new(id, Record.Owner, Deadline: null);
        if (Record.Value is not null && IndexedUntil <= (next.Deadline ?? DateTimeOffset.MaxValue))
            return null;
        return new(id, next.Owner, next.Deadline);
    }
}
