using System.Buffers;
using Microsoft.Extensions.Caching.Distributed;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.Caching;

/// <summary>A cache whose entries are sessions. Thread-safe.</summary>
internal sealed class SessionDistributedCache(ISessionStore store, TimeProvider timeProvider) : IBufferDistributedCache
{
    /// <summary>Ends an entry that is over but would still slide along with those who ask for it.</summary>
    private static readonly SessionWriteOptions AtOnce = new()
    {
        TimeToLive = TimeSpan.FromMilliseconds(1),
        Sliding = false,
        MaxLifetime = Timeout.InfiniteTimeSpan,
    };

    private readonly OwnSessions _store = new(store);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        await FindAsync(key, token).ConfigureAwait(false) is { } entry ? CacheEntry.PayloadOf(entry).ToArray() : null;

    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (await FindAsync(key, token).ConfigureAwait(false) is not { } entry)
            return false;
        destination.Write(CacheEntry.PayloadOf(entry));
        return true;
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return WriteAsync(key, new(value), options, token);
    }

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        new(WriteAsync(key, value, options, token));

    /// <summary>Reading is what prolongs an entry that slides, and nothing else.</summary>
    public Task RefreshAsync(string key, CancellationToken token = default) => FindAsync(key, token);

    public Task RemoveAsync(string key, CancellationToken token = default) => _store.RemoveAsync(CacheKey.ToSessionId(key), token);

    public byte[]? Get(string key) => Wait(() => GetAsync(key));

    public bool TryGet(string key, IBufferWriter<byte> destination) => Wait(() => TryGetAsync(key, destination).AsTask());

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Wait(() => SetAsync(key, value, options));

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) =>
        Wait(() => SetAsync(key, value, options).AsTask());

    public void Refresh(string key) => Wait(() => RefreshAsync(key));

    public void Remove(string key) => Wait(() => RemoveAsync(key));

    private async Task WriteAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token)
    {
        var id = CacheKey.ToSessionId(key);
        var lifetime = CacheLifetime.Of(options, timeProvider.GetUtcNow());
        await _store.SetAsync(id, CacheEntry.Create(value, lifetime.EndsAt), lifetime.Write, token).ConfigureAwait(false);
    }

    private async Task<byte[]?> FindAsync(string key, CancellationToken token)
    {
        var id = CacheKey.ToSessionId(key);
        if (await _store.GetAsync(id, token).ConfigureAwait(false) is not { } entry)
            return null;
        if (!CacheEntry.IsOver(entry.Value, timeProvider.GetUtcNow()))
            return entry.Value;

        // Unless somebody has written a new one meanwhile.
        await _store.TrySetAsync(id, CacheEntry.Ended, WriteCondition.IfVersion(entry.Version), AtOnce, token).ConfigureAwait(false);
        return null;
    }

    /// <summary>The interface has synchronous twins, and ASP.NET Core's sessions use them. Waits on no thread that the work may
    /// need.</summary>
    private static void Wait(Func<Task> work) => Task.Run(work).GetAwaiter().GetResult();

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
