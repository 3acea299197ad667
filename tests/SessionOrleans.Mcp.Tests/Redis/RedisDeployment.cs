using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Redis;

/// <summary>Two McpHosts over one Redis: each with a silo of its own, or both as Orleans clients of two silo processes.</summary>
internal sealed class RedisDeployment : IAsyncDisposable
{
    private readonly bool _silosApart;
    private readonly (string, string)[] _settings;
    private readonly RedisServer _redis;
    private readonly List<ChildProcess> _silos = [];
    private readonly List<McpHostProcess> _hosts = [];

    private RedisDeployment(RedisServer redis, bool silosApart, (string, string)[] settings)
    {
        (_redis, _silosApart) = (redis, silosApart);
        _settings = [("REDIS_URL", redis.Url), ("SessionStore__Hosting", silosApart ? "Client" : "Embedded"), .. settings];
    }

    public McpHostProcess A => _hosts[0];

    public McpHostProcess B => _hosts[1];

    public static async Task<RedisDeployment> StartAsync(bool silosApart, params (string Name, string Value)[] settings)
    {
        var deployment = new RedisDeployment(await RedisServer.StartAsync(), silosApart, settings);
        await deployment.StartAsync();
        return deployment;
    }

    /// <summary>Kills what carries sessions for A, as a crash does: its own process, or one of the two silos.</summary>
    public ValueTask KillFirstAsync() => _silosApart ? _silos[0].DisposeAsync() : A.DisposeAsync();

    /// <summary>Stops everything but what Redis has on its disk, and starts it again.</summary>
    public async Task RestartEverythingAsync()
    {
        await StopAsync();
        await _redis.KillAsync();
        await _redis.StartAgainAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _redis.DisposeAsync();
    }

    private async Task StartAsync()
    {
        for (var i = 0; _silosApart && i < 2; i++)
        {
            var (silo, _) = await ChildProcess.StartAsync(
                Repository.Silo, "SessionOrleans silo is ready", ("REDIS_URL", _redis.Url), ("ASPNETCORE_URLS", "http://127.0.0.1:0"));
            _silos.Add(silo);
        }
        for (var i = 0; i < 2; i++)
            _hosts.Add(await McpHostProcess.StartAsync(_settings));
    }

    private async Task StopAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        _hosts.Clear();
        _silos.Clear();
    }
}
