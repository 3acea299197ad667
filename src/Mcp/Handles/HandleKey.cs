using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace SessionOrleans.Mcp;

/// <summary>
/// The key that the checksums of handles are made with: random, made by the first host that needs it, and kept in the store, so that all
/// hosts of a prefix have the same. It keeps nobody out by itself. It tells handles that the store gave out from those that a caller made
/// up, before anything is asked of the silos. Thread-safe; one a store.
/// </summary>
internal sealed class HandleKey
{
    private const int Length = 32;

    /// <summary>How often a handle that does not fit has the key read again.</summary>
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private static readonly SessionWriteOptions ForEver = new()
    {
        TimeToLive = Timeout.InfiniteTimeSpan,
        MaxLifetime = Timeout.InfiniteTimeSpan,
        Sliding = false,
    };

    private static readonly ConditionalWeakTable<ISessionStore, HandleKey> Known = [];

    private byte[]? _key;
    private long _readAt;

    /// <summary>That of a store.</summary>
    public static HandleKey Of(ISessionStore store) => Known.GetValue(store, static _ => new());

    /// <summary>A new handle.</summary>
    public async ValueTask<string> CreateAsync(ISessionStore store, string kind, string? owner, CancellationToken cancellationToken) =>
        SessionHandle.Create(kind, owner, _key ?? await ReadAsync(store, cancellationToken).ConfigureAwait(false));

    /// <summary>Whether a handle was given out to the caller.</summary>
    public async ValueTask<bool> FitsAsync(
        ISessionStore store, string handle, string kind, string? owner, CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            if (SessionHandle.Fits(handle, kind, owner, known))
                return true;

            // A store that lost everything has another key by now, and the handles that other hosts gave out fit that one.
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _readAt)) < ReadAgainAfter)
                return false;
        }

        return SessionHandle.Fits(handle, kind, owner, await ReadAsync(store, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The key that is stored. Where none is, this host's own becomes it, so that what it gave out goes on to fit.</summary>
    private async ValueTask<byte[]> ReadAsync(ISessionStore store, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _readAt, Stopwatch.GetTimestamp());
        var mine = _key ?? RandomNumberGenerator.GetBytes(Length);
        var stored = await new OwnSessions(store).GetOrCreateAsync(
            ReservedIds.HandleKey, mine, ForEver, cancellationToken).ConfigureAwait(false);
        return _key = stored.Value;
    }
}
