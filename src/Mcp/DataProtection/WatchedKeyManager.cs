using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace SessionOrleans.Mcp.DataProtection;

/// <summary>
/// Keys that are in the session store, read again as soon as a host has changed them. Data protection by itself looks once a day: a key
/// that was revoked on one host would be used on the others until then. Thread-safe.
/// </summary>
internal sealed class WatchedKeyManager(IKeyManager keys, ISessionStore store) : IKeyManager, IDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    private readonly OwnSessions _store = new(store);
    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource _changed = new();
    private int _isListening;

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate) =>
        keys.CreateNewKey(activationDate, expirationDate);

    public IReadOnlyCollection<IKey> GetAllKeys() => keys.GetAllKeys();

    public void RevokeKey(Guid keyId, string? reason = null) => keys.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => keys.RevokeAllKeys(revocationDate, reason);

    /// <summary>Data protection asks right before it reads the keys, and reads them again once this has fired.</summary>
    public CancellationToken GetCacheExpirationToken()
    {
        if (Interlocked.Exchange(ref _isListening, 1) == 0)
            _ = ListenAsync();
        return CancellationTokenSource.CreateLinkedTokenSource(
            keys.GetCacheExpirationToken(), Volatile.Read(ref _changed).Token).Token;
    }

    public void Dispose() => _stopping.Cancel();

    /// <summary>Listens until this is disposed. What may have been missed before is seen by reading once more.</summary>
    private async Task ListenAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var listening = await _store.ListenToSessionAsync(
                    ReservedIds.DataProtectionKeys, Expire, _stopping.Token).ConfigureAwait(false);
                Expire();
                await Task.Delay(Timeout.Infinite, _stopping.Token).ConfigureAwait(false);
            }
            catch (Exception trouble) when (trouble is SessionStoreException or InvalidOperationException)
            {
                // The store is away, or not started yet.
                await Task.Delay(TryAgainAfter, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private void Expire() => Interlocked.Exchange(ref _changed, new()).Cancel();
}
