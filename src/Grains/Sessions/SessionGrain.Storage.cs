using SessionOrleans.Expiry;
using SessionOrleans.Locking;
using SessionOrleans.Storage;
using SessionOrleans.Telemetry;

namespace SessionOrleans.Sessions;

/// <summary>Reading what is stored, and the one way to save.</summary>
internal sealed partial class SessionGrain
{
    private const int MaxConflictsInARow = 3;

    private SessionRecord _stored = SessionRecord.None;
    private bool _loaded;
    private bool _asked;
    private int _conflicts;
    private DateTimeOffset? _indexedUntil;
    private SessionRecord? _untold;
    private SessionRecord? _shown;

    private bool IsLoaded => _loaded && standing.IsCertain && clock.IsCertain;

    /// <summary>Reads the record unless what is in memory is known to be it. False where the storage did not answer.</summary>
    private async ValueTask<bool> LoadAsync()
    {
        if (IsLoaded)
            return true;
        SessionLimits.CheckId(Id);
        _asked = true;
        SessionRecord read;
        using var span = SessionTracing.Storage("read", Id);
        try
        {
            read = await load.CountAsync(storage.ReadAsync(Id));
        }
        catch (SessionStorageException trouble)
        {
            span.Failed(trouble);
            metrics.StorageFailed();
            LogNotRead(trouble, IdHash.Of(Id));
            return false;
        }

        if (IsOlderThanSeen(read))
        {
            _loaded = false;
            Show();
            LogOlderThanSeen(IdHash.Of(Id));
            DeactivateOnIdle();
            return false;
        }

        _stored = read;

        _queue.Restored(_stored.Holder, (_stored.Holder?.Until ?? default) - clock.Now, clock.Elapsed);
        _indexedUntil = null;
        _untold = null;
        _loaded = true;
        Show();
        return true;
    }

    /// <summary>
    /// What makes a session finds none as a rule: the first save of an activation then expects nothing stored, and is a conflict where there is
    /// something. That spares reading first.
    /// </summary>
    private bool MayPresumeNew(WriteRequest request)
    {
        if (_asked || !clock.IsCertain || request is not { Condition: ConditionKind.IfAbsent, FencingToken: 0 })
            return false;
        SessionLimits.CheckId(Id);
        return _asked = true;
    }

    /// <summary>
    /// The backend lost what it had acknowledged, as Redis may in a failover. The call is refused; the next activation takes what there is. A
    /// record that is gone altogether is no loss once its time was over.
    /// </summary>
    private bool IsOlderThanSeen(SessionRecord read) =>
        read.Version < _stored.Version && (read.Version > 0 || !(_stored.IsEmpty || _stored.Deadline <= clock.Now));

    /// <summary>What is stored, as it stands now. A session found to have ended sends those away who hold or want its lock.</summary>
    private SessionRecord Current()
    {
        var current = _stored.At(clock.Now);
        if (ReferenceEquals(current, _stored))
            return _stored;
        EndLock();
        _untold = notices.Wanted ? _stored : null;
        _indexedUntil = null;
        _stored = current;
        Show();
        return current;
    }

    /// <summary>Shows readers in this process what every reader may see now.</summary>
    private void Show()
    {
        if (!atHand.IsRead)
            return;
        var visible = _loaded && _stored is { Value: not null, IsRemoved: false } ? _stored : null;
        if (ReferenceEquals(visible, _shown))
            return;
        _shown = visible;
        atHand.Show(Id, visible);
    }

    private async ValueTask<SaveOutcome> SaveAsync(SessionRecord next)
    {
        var before = _stored;
        var entry = EntryToChange(next);
        SessionRecord? saved;
        using var span = SessionTracing.Storage(next.IsEmpty ? "remove" : "save", Id);
        try
        {
            await PutAsideAsync();
            saved = await load.CountAsync(next.IsEmpty
                ? storage.RemoveAsync(Id, before.Version, entry)
                : storage.SaveAsync(Id, next, before.Version, entry));
        }
        catch (SessionStorageException trouble)
        {
            // What surely was not saved leaves memory as good as it was; a lone silo goes on reading from it.
            _loaded &= trouble.NothingSaved;
            Show();
            span.Failed(trouble);
            metrics.StorageFailed();
            LogNotSaved(trouble, IdHash.Of(Id));
            return trouble.NothingSaved ? SaveOutcome.NothingSaved : SaveOutcome.Unknown;
        }

        if (saved is null)
        {
            _loaded = false;
            Show();
            span.Came("conflict");
            metrics.Conflicted();
            return ++_conflicts < MaxConflictsInARow ? SaveOutcome.Conflict : SaveOutcome.NothingSaved;
        }

        span.Came("saved");
        (_stored, _loaded, _conflicts) = (saved, true, 0);
        if (entry is { } changed)
            _indexedUntil = changed.Deadline ?? DateTimeOffset.MaxValue;
        Show();
        if (saved.ValueVersion == saved.Version)
            metrics.Written();
        if (before.Value is not null && (saved.Value is null || saved.IsRemoved))
            SessionRemoved();
        else
            FollowLock(before.Holder, saved.Holder);
        return SaveOutcome.Saved;
    }

    /// <summary>
    /// An entry comes and goes with its session, and is due no later than it. An extension writes nothing there: the sweep finds the
    /// later deadline in the record.
    /// </summary>
    private IndexEntry? EntryToChange(SessionRecord next)
    {
        if (next.Value is null)
            return _stored.Value is null ? null : new(Id, _stored.Owner, Deadline: null);
        if (_stored.Value is not null && _indexedUntil <= (next.Deadline ?? DateTimeOffset.MaxValue))
            return null;
        return new(Id, next.Owner, next.Deadline);
    }

    /// <summary>A session that ended and was not told of yet is put aside before another takes its place.</summary>
    private async ValueTask PutAsideAsync()
    {
        if (_untold is not { } ended)
            return;
        var name = Obituary.NameOf(Id, ended);
        await index.AddAsync(new(name, Owner: null, clock.Now));
        await storage.SaveAsync(name, ended, expectedVersion: 0);
        _untold = null;
    }

    private void SessionRemoved()
    {
        EndLock();
        metrics.Ended("removed");
        _indexedUntil = null;
    }
}
