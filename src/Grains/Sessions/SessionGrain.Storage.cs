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
    private int _conflicts;
    private DateTimeOffset? _indexedUntil;
    private SessionRecord? _untold;

    private bool IsLoaded => _loaded && standing.IsCertain;

    /// <summary>Reads the record unless what is in memory is known to be it. False where the storage did not answer.</summary>
    private async ValueTask<bool> LoadAsync()
    {
        if (IsLoaded)
            return true;
        SessionLimits.CheckId(Id);
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
            LogOlderThanSeen(IdHash.Of(Id));
            DeactivateOnIdle();
            return false;
        }

        _stored = read;

        _queue.Restored(_stored.Holder, (_stored.Holder?.Until ?? default) - clock.Now, clock.Elapsed);
        _indexedUntil = null;
        _untold = null;
        return _loaded = true;
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
        return _stored = current;
    }

    private async ValueTask<SaveOutcome> SaveAsync(SessionRecord next)
    {
        var before = _stored;
        SessionRecord? saved;
        using var span = SessionTracing.Storage(next.IsEmpty ? "remove" : "save", Id);
        try
        {
            await PutAsideAsync();
            await IndexAsync(next);
            saved = await load.CountAsync(next.IsEmpty
                ? storage.RemoveAsync(Id, before.Version)
                : storage.SaveAsync(Id, next, before.Version));
        }
        catch (SessionStorageException trouble)
        {
            // What surely was not saved leaves memory as good as it was; a lone silo goes on reading from it.
            _loaded = trouble.NothingSaved;
            span.Failed(trouble);
            metrics.StorageFailed();
            LogNotSaved(trouble, IdHash.Of(Id));
            return trouble.NothingSaved ? SaveOutcome.NothingSaved : SaveOutcome.Unknown;
        }

        if (saved is null)
        {
            _loaded = false;
            span.Came("conflict");
            metrics.Conflicted();
            return ++_conflicts < MaxConflictsInARow ? SaveOutcome.Conflict : SaveOutcome.NothingSaved;
        }

        span.Came("saved");
        (_stored, _conflicts) = (saved, 0);
        if (saved.ValueVersion == saved.Version)
            metrics.Written();
        if (before.Value is not null && (saved.Value is null || saved.IsRemoved))
            await SessionRemovedAsync(before);
        else
            FollowLock(before.Holder, saved.Holder);
        return SaveOutcome.Saved;
    }

    /// <summary>
    /// An entry is in the index before its session is stored, and due no later than it. An extension writes nothing there: the
    /// sweep finds the later deadline in the record.
    /// </summary>
    private async ValueTask IndexAsync(SessionRecord next)
    {
        if (next.Value is null || next.IsRemoved)
            return;
        var deadline = next.Deadline ?? DateTimeOffset.MaxValue;
        if (_stored.Value is not null && _indexedUntil <= deadline)
            return;
        await index.AddAsync(new(Id, next.Owner, deadline));
        _indexedUntil = deadline;
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

    private async ValueTask SessionRemovedAsync(SessionRecord ended)
    {
        EndLock();
        metrics.Ended("removed");
        _indexedUntil = null;
        try
        {
            await index.AddAsync(new(Id, ended.Owner, clock.Now));
        }
        catch (SessionStorageException trouble)
        {
            LogEntryLeft(trouble, IdHash.Of(Id));
        }
    }
}
