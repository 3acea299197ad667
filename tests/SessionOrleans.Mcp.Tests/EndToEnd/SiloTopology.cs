using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.EndToEnd;

/// <summary>A silo process, on ports that it finds free and prints, and two McpHosts that are Orleans clients of it.</summary>
public sealed partial class SiloTopology : IMcpTopology, IAsyncLifetime
{
    private readonly List<McpHostProcess> _hosts = [];
    private ChildProcess? _silo;

    /// <inheritdoc/>
    public IReadOnlyList<CurlLine> Hosts => [.. _hosts.Select(host => host.Curl)];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        (string, string)[] shared =
            [("SessionStore__Backend", "Memory"), ("SessionStore__Prefix", $"mcp-e2e-{Guid.NewGuid():N}:"), ClusterSecret.Variable];

        try
        {
            (_silo, var ready) = await ChildProcess.StartAsync(
                Repository.Silo, "SessionOrleans silo is ready", [.. shared, ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);
            var gateway = GatewayPort().Match(ready).Groups["port"].Value;
            for (var i = 0; i < 2; i++)
                _hosts.Add(await McpHostProcess.StartAsync(
                    [.. shared, ("SessionStore__Hosting", "Client"), ("SessionStore__GatewayPort", gateway)]));
        }
        catch
        {
            // Nobody disposes what did not start, and its silo must not live on.
            await DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        if (_silo is not null)
            await _silo.DisposeAsync();
    }

    [GeneratedRegex("gateway port (?<port>[0-9]+)")]
    private static partial Regex GatewayPort();
}
