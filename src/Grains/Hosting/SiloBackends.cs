namespace SessionOrleans.Hosting;

/// <summary>Makes the backend that was chosen.</summary>
internal static class SiloBackends
{
    /// <exception cref="SessionStoreUnavailableException">Redis went away since it was chosen.</exception>
    public static async ValueTask<ISiloBackend> CreateAsync(SiloSetup setup, BackendChoice choice) => choice.Backend switch
    {
        SessionBackend.Redis => await RedisBackend.ConnectAsync(setup),
        _ => new MemoryBackend(setup, choice),
    };
}
