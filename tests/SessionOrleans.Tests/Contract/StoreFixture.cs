namespace SessionOrleans.Contract;

/// <summary>A store on some backend, shared by a class of contract tests; every test has ids of its own.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private readonly List<ISessionStore> _opened = [];

    /// <summary>A store with the default options.</summary>
    public ISessionStore Store { get; private set; } = null!;

    public abstract SessionBackend Backend { get; }

    /// <summary>A second store with other options, on sessions of its own; the fixture disposes it.</summary>
    public async Task<ISessionStore> OpenAsync(Action<SessionStoreOptions> configure)
    {
        var options = new SessionStoreOptions { Prefix = $"test:{Guid.NewGuid():N}:" };
        configure(options);
        var store = await OpenAsync(options);
        lock (_opened)
            _opened.Add(store);
        return store;
    }

    public virtual async Task InitializeAsync() => Store = await OpenAsync(_ => { });

    public virtual async Task DisposeAsync()
    {
        foreach (var store in _opened)
            await store.DisposeAsync();
    }

    protected abstract Task<ISessionStore> OpenAsync(SessionStoreOptions options);
}
