using SessionOrleans.Expiry;
using SessionOrleans.Sessions;
using SessionOrleans.Storage;

namespace SessionOrleans.Chaos.Breaking;

/// <summary>A storage without compare-and-set: whatever version is expected, the present one is.</summary>
internal sealed class UncheckedStorage(ISessionStorage storage) : ISessionStorage
{
    private const int Attempts = 5;

    public ValueTask<SessionRecord> ReadAsync(string id) => storage.ReadAsync(id);

    public ValueTask<SessionRecord?> SaveAsync(
        string id, SessionRecord next, long expectedVersion, IndexEntry? entry, EndedSessionName? endedAs) =>
        OverAsync(id, present => storage.SaveAsync(id, next, present, entry, endedAs));

    public ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion, IndexEntry? entry) =>
        OverAsync(id, present => storage.RemoveAsync(id, present, entry));

    public ValueTask<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<string> ids) => storage.MeasureAsync(ids);

    public ValueTask DiscardAsync(string id, long above) => storage.DiscardAsync(id, above);

    public ValueTask<IReadOnlyList<bool>> EndAsync(int shard, IReadOnlyList<DueSession> sessions) => storage.EndAsync(shard, sessions);

    public ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids) => storage.PeekAsync(ids);

    private async ValueTask<SessionRecord?> OverAsync(string id, Func<long, ValueTask<SessionRecord?>> save)
    {
        SessionRecord? saved = null;
        for (var attempt = 0; attempt < Attempts && saved is null; attempt++)
            saved = await save((await storage.ReadAsync(id)).Version);
        return saved;
    }
}
