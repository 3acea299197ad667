namespace SessionOrleans.Silo;

/// <summary>A silo process on memory, under the usual prefix, for the tests of a class.</summary>
public sealed class MemorySilo : IAsyncLifetime
{
    private SiloProcess _silo = null!;

    internal int GatewayPort => _silo.GatewayPort;

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(("SessionStore__Backend", "Memory"));

    public async Task DisposeAsync() => await _silo.DisposeAsync();
}
