namespace SessionOrleans.Mcp.Tests.EndToEnd;

/// <summary>One McpHost that carries its silo, on ports that the silo finds free.</summary>
public sealed class EmbeddedTopology : IMcpTopology, IAsyncLifetime
{
    private McpHostProcess? _host;

    /// <inheritdoc/>
    public IReadOnlyList<CurlLine> Hosts => [_host!.Curl];

    /// <inheritdoc/>
    public async Task InitializeAsync() => _host = await McpHostProcess.StartAsync(
        ("SessionStore__Backend", "Memory"), ("SessionStore__Prefix", $"mcp-e2e-{Guid.NewGuid():N}:"));

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
