namespace SessionOrleans.Silo;

/// <summary>A silo process on a Redis of its own that is soon full, for the tests of a class: each leaves both healthy.</summary>
public sealed class WatchedSilo : IAsyncLifetime
{
    private SiloProcess _silo = null!;

    internal RedisServer Redis { get; private set; } = null!;

    internal Uri Health => _silo.Health;

    public async Task InitializeAsync()
    {
        Redis = await RedisServer.StartAsync("--maxmemory", "20mb", "--maxmemory-policy", "noeviction");
        _silo = await SiloProcess.StartAsync(("SessionStore__RedisUrl", Redis.Url), ("SessionStore__Prefix", "health:"));
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
