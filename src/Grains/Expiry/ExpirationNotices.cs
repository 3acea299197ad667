namespace SessionOrleans.Expiry;

/// <summary>Calls the application's handlers, off the grains' schedulers. Thread-safe.</summary>
internal sealed class ExpirationNotices(IEnumerable<ISessionExpirationHandler> handlers)
{
    /// <summary>How long all handlers together have for one session.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ISessionExpirationHandler[] _handlers = [.. handlers];

    /// <summary>Whether anybody in this silo wants to hear.</summary>
    public bool Wanted => _handlers.Length > 0;

    /// <summary>Tells every handler; what the first that fails failed with, else null.</summary>
    public async Task<Exception?> TellAsync(EndedSession session, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            foreach (var handler in _handlers)
            {
                await Task.Run(() => handler.SessionEndedAsync(session, patience.Token), CancellationToken.None)
                    .WaitAsync(patience.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return new TimeoutException($"The expiration handlers took longer than {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
