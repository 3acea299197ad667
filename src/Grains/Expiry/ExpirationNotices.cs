namespace SessionOrleans.Expiry;

/// <summary>Calls the application's handler, off the grains' schedulers and a bounded number at a time. Thread-safe.</summary>
internal sealed partial class ExpirationNotices(IEnumerable<ISessionExpirationHandler> handlers, ILogger<ExpirationNotices> logger) : IDisposable
{
    /// <summary>How long a session is kept beyond its deadline for a handler to hear of it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ISessionExpirationHandler[] _handlers = [.. handlers];
    private readonly SemaphoreSlim _room = new(AtOnce);

    /// <summary>Whether anybody wants to hear.</summary>
    public bool Wanted => _handlers.Length > 0;

    /// <summary>Tells every handler; false where one failed.</summary>
    public async Task<bool> TellAsync(EndedSession session)
    {
        await _room.WaitAsync();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            foreach (var handler in _handlers)
                await Task.Run(() => handler.SessionEndedAsync(session, patience.Token), CancellationToken.None).WaitAsync(patience.Token);
            return true;
        }
        catch (Exception failure)
        {
            LogFailed(failure, IdHash.Of(session.Id));
            return false;
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    [LoggerMessage(LogLevel.Warning, "The expiration handler failed for session {IdHash}; it is called again.")]
    private partial void LogFailed(Exception failure, string idHash);
}
