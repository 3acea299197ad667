namespace SessionOrleans.Hosting;

/// <summary>Decides once, at start, which backend a silo rests on.</summary>
internal static class BackendDetection
{
    /// <exception cref="SessionStoreUnavailableException">The backend that was asked for cannot be had.</exception>
    public static ValueTask<BackendChoice> ChooseAsync(SessionStoreOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return options switch
        {
            { Backend: SessionBackend.Memory } => ValueTask.FromResult(
                new BackendChoice(SessionBackend.Memory, "Memory was asked for: sessions end with this process.", IsFallback: false)),
            { Backend: SessionBackend.Redis } or { RedisUrl: not null } => throw new SessionStoreUnavailableException(
                "Redis was asked for, and this version of SessionOrleans has no Redis backend. Set SessionStoreOptions.Backend to Memory.")
            {
                RetryAfter = null,
            },
            _ => ValueTask.FromResult(
                new BackendChoice(SessionBackend.Memory, "No Redis was named: sessions are kept in memory and end with this process.", IsFallback: true)),
        };
    }
}
