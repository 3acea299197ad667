namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>Silos in this process, and how hosts come to them.</summary>
public abstract class Cluster : IAsyncLifetime
{
    /// <summary>The clock of hosts, and of sessions on memory.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>The first silo's own store.</summary>
    public ISessionStore Store { get; protected set; } = null!;

    /// <summary>Begins every key, and names the cluster.</summary>
    protected string Prefix { get; } = $"aspnet-tests-{Guid.NewGuid():N}:";

    /// <summary>Makes a host part of the cluster.</summary>
    public abstract void Join(SessionStoreOptions options);

    /// <inheritdoc/>
    public abstract Task InitializeAsync();

    /// <inheritdoc/>
    public virtual async Task DisposeAsync() => await Store.DisposeAsync();
}
