using SessionOrleans.Testing;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>A silo in this process, and what hosts need to be clients of it.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private readonly int _gatewayPort = FreePort.Take();

    /// <summary>The clock of sessions on memory.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>The silo's own store.</summary>
    public ISessionStore Store { get; private set; } = null!;

    private string Prefix { get; } = $"aspnet-tests-{Guid.NewGuid():N}:";

    /// <summary>Makes a host a client of this silo.</summary>
    public void Join(SessionStoreOptions options)
    {
        options.Backend = SessionBackend.Memory;
        options.Prefix = Prefix;
        options.GatewayPort = _gatewayPort;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var options = new SessionStoreOptions { SiloPort = FreePort.Take() };
        Join(options);
        Store = await SessionStoreFactory.CreateMemoryAsync(options, Clock);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Store.DisposeAsync();
}
