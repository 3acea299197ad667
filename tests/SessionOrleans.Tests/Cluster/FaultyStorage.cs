using SessionOrleans.Expiry;

namespace SessionOrleans.Cluster;

/// <summary>A storage that can be told to fail its next save or read: before the work, after it, or by never answering until
/// released.</summary>
internal sealed class FaultyStorage(ISessionStorage inner) : ISessionStorage
{
    private Fault _nextSave;
    private Fault _nextRead;
    private int _saves;
    private int _peeks;
    private volatile TaskCompletionSource? _held;
    private (string Id, SessionRecord Record)? _replaced;

    public enum Fault
    {
        None,
        ThrowThenNothing,
        WorkThenThrow,
    }

    public int Saves => _saves;

    public int PeeksUnderWay => Volatile.Read(ref _peeks);

    /// <summary>Peeks are not answered until what is returned is completed.</summary>
    public TaskCompletionSource HoldPeeks() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void FailNextSave(Fault fault) => _nextSave = fault;

    public void FailNextRead() => _nextRead = Fault.ThrowThenNothing;

    /// <summary>Makes reads of an id answer a record of the past, as a Redis does that lost its last writes.</summary>
    public void Replace(string id, SessionRecord record) => _replaced = (id, record);

    public ValueTask<SessionRecord> ReadAsync(string id)
    {
        if (Take(ref _nextRead) is not Fault.None)
            throw new SessionStorageException("told to fail");
        if (_replaced is { } replaced && replaced.Id == id)
            return new(replaced.Record);
        return inner.ReadAsync(id);
    }

    public async ValueTask<SessionRecord?> SaveAsync(
        string id, SessionRecord next, long expectedVersion, IndexEntry? entry = null, EndedSessionName? endedAs = null)
    {
        var fault = Take(ref _nextSave);
        if (fault is Fault.ThrowThenNothing)
            throw new SessionStorageException("told to fail");
        Interlocked.Increment(ref _saves);
        var saved = await inner.SaveAsync(id, next, expectedVersion, entry, endedAs);
        return fault is Fault.WorkThenThrow ? throw new SessionStorageException("told to fail afterwards") : saved;
    }

    public ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion, IndexEntry? entry = null) =>
        inner.RemoveAsync(id, expectedVersion, entry);

    public ValueTask<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<string> ids) => inner.MeasureAsync(ids);

    public ValueTask DiscardAsync(string id, long above) => inner.DiscardAsync(id, above);

    public ValueTask<IReadOnlyList<bool>> EndAsync(int shard, IReadOnlyList<DueSession> sessions) => inner.EndAsync(shard, sessions);

    public async ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids)
    {
        Interlocked.Increment(ref _peeks);
        try
        {
            if (_held is { } held)
                await held.Task;
            return await inner.PeekAsync(ids);
        }
        finally
        {
            Interlocked.Decrement(ref _peeks);
        }
    }

    private static Fault Take(ref Fault fault)
    {
        var taken = fault;
        fault = Fault.None;
        return taken;
    }
}
