namespace SessionOrleans.Storage;

/// <summary>
/// The storage as a session uses it: counted, traced and logged, and with trouble as an outcome instead of an exception. Thread-safe; one
/// a silo.
/// </summary>
internal sealed class ObservedSessionStorage(
    ISessionStorage storage,
    StorageLoad load,
    SessionMetrics metrics,
    EndedSessionKeeping keeping,
    StorageTrouble log,
    UnreadableRecords unreadable)
{
    /// <summary>Whether sessions that ended are kept until their handlers were called.</summary>
    public bool KeepsEnded => keeping.IsOn;

    /// <summary>Lets a call go on to the storage, or turns it away. Once admitted, a call is not asked again.</summary>
    /// <exception cref="Orleans.Runtime.LimitExceededException">As many sessions wait for the storage as may. Nothing was done.</exception>
    public void Admit(ref bool isAdmitted)
    {
        if (!isAdmitted)
            load.ThrowIfFull();
        isAdmitted = true;
    }

    /// <summary>Reads what is stored; <see cref="SessionRecord.Unreadable"/> where that is no record.</summary>
    public async ValueTask<ReadResult> ReadAsync(string id)
    {
        using var span = SessionTracing.Storage("read", id);
        load.Enter();
        try
        {
            var record = await storage.ReadAsync(id).ConfigureAwait(false);
            log.Succeeded();
            return new(record);
        }
        catch (SessionStorageException trouble) when (trouble.IsUnreadable)
        {
            span.SetOutcome("unreadable");
            log.Succeeded();
            unreadable.Met(id, trouble.Message);
            return new(SessionRecord.Unreadable);
        }
        catch (SessionStorageException trouble)
        {
            span.RecordException(trouble);
            log.Report(trouble);
            return new(null, trouble.Reason);
        }
        finally
        {
            load.Leave();
        }
    }

    public async ValueTask<SaveResult> SaveAsync(string id, SessionSave save)
    {
        using var span = SessionTracing.Storage(save.Next.IsEmpty ? "remove" : "save", id);
        load.Enter();
        try
        {
            var endedAs = save.Ended is { } ended ? EndedSessionName.Of(id, ended) : null;
            var saved = await (save.Next.IsEmpty && endedAs is null
                ? storage.RemoveAsync(id, save.ExpectedVersion, save.Entry)
                : storage.SaveAsync(id, save.Next, save.ExpectedVersion, save.Entry, endedAs)).ConfigureAwait(false);
            log.Saved();
            if (saved is null)
            {
                span.SetOutcome("conflict");
                metrics.Conflicted();
                return new(SaveOutcome.Conflict);
            }

            span.SetOutcome("saved");
            if (save.Ended is { } over)
                metrics.Ended(over.EndReason);
            if (saved.ValueVersion == saved.Version)
                metrics.Written();
            return new(SaveOutcome.Saved, saved);
        }
        catch (SessionStorageException trouble) when (trouble.IsUnreadable)
        {
            // Nothing was saved. What is there is found out by who reads it now.
            span.SetOutcome("conflict");
            return new(SaveOutcome.Conflict);
        }
        catch (SessionStorageException trouble)
        {
            span.RecordException(trouble);
            log.Refused(trouble);
            return new(trouble.NothingSaved ? SaveOutcome.NothingSaved : SaveOutcome.Unknown, Reason: trouble.Reason);
        }
        finally
        {
            load.Leave();
        }
    }

    /// <summary>Whether the storage takes writes now: null, or why it does not.</summary>
    /// <exception cref="SessionStorageException">It does not answer.</exception>
    public async ValueTask<WriteRefusal?> CheckWritesAsync()
    {
        try
        {
            await storage.CheckWritesAsync().ConfigureAwait(false);
            log.Saved();
            return null;
        }
        catch (SessionStorageException trouble)
        {
            log.Refused(trouble);
            if (trouble.Reason is null)
                throw;
            return log.Refusal;
        }
    }

    /// <summary>Removes what cannot be read; false where the storage did not answer.</summary>
    public async ValueTask<bool> DiscardAsync(string id, long above)
    {
        using var span = SessionTracing.Storage("remove", id);
        load.Enter();
        try
        {
            await storage.DiscardAsync(id, above).ConfigureAwait(false);
            log.Succeeded();
            span.SetOutcome("saved");
            unreadable.Discarded(id);
            return true;
        }
        catch (SessionStorageException trouble)
        {
            span.RecordException(trouble);
            log.Report(trouble);
            return false;
        }
        finally
        {
            load.Leave();
        }
    }
}
