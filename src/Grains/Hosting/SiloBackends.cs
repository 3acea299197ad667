namespace SessionOrleans.Hosting;

/// <summary>Makes the backend that was chosen.</summary>
internal static class SiloBackends
{
    /// <exception cref="SessionStoreUnavailableException">There is no such backend yet.</exception>
    public static ISiloBackend Create(SiloSetup setup, BackendChoice choice) => choice.Backend switch
    {
        SessionBackend.Memory => new MemoryBackend(setup),
        _ => throw new SessionStoreUnavailableException(
            $"{choice.Reason} This version of SessionOrleans has no Redis backend. Set SessionStoreOptions.Backend to Memory.")
        {
            RetryAfter = null,
        },
    };
}
