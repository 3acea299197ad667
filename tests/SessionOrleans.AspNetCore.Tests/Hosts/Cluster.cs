namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>Silos in this process, and how hosts come to them.</summary>
public abstract class Cluster : IAsyncLifetime
{
    private IAsyncDisposable? _shared;

    /// <summary>The clock of hosts, and of sessions on memory.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>The first silo's own store.</summary>
    public ISessionStore Store { get; protected set; } = null!;

    /// <summary>Begins every key, and names the cluster.</summary>
    protected string Prefix { get; } = $"aspnet-tests-{Guid.NewGuid():N}:";

    /// <summary>
    /// What all tests of a class use: the first one starts it, and it is stopped before the cluster. A host costs more than most tests, so
    /// those that stop or configure one start their own, and the others share.
    /// </summary>
    public async Task<T> ShareAsync<T>(Func<Task<T>> start) where T : class, IAsyncDisposable => (T)(_shared ??= await start());

    /// <summary>Makes a host part of the cluster.</summary>
    public abstract void Join(SessionStoreOptions options);

    /// <inheritdoc/>
    public abstract Task InitializeAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_shared is { } shared)
            await shared.DisposeAsync();
        await StopAsync();
    }

    /// <summary>Stops the silos, and what they rest on.</summary>
    protected virtual async Task StopAsync() => await Store.DisposeAsync();
}
