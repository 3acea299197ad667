namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>A store on memory with a clock that can be moved, for tests that run in one process.</summary>
public sealed class MemoryStore : IAsyncLifetime
{
    /// <summary>The clock of the sessions. Only ever moved by more than a session lives, so that tests do not disturb each
    /// other's.</summary>
    public TestClock Clock { get; } = new();

    /// <summary>The store.</summary>
    public ISessionStore Store { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() =>
        Store = await SessionStoreFactory.CreateMemoryAsync(new() { Prefix = $"mcp-tests-{Guid.NewGuid():N}:" }, Clock);

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Store.DisposeAsync();
}
