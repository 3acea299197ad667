using Microsoft.Extensions.Logging;
using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Logs;

/// <summary>Redis with a password, two silo processes, an McpHost and a store of the test's own, all of which log at Debug.</summary>
internal sealed class LoggedDeployment : IAsyncDisposable
{
    public const string Password = "REDIS-PASSWORD-a81f";

    private readonly List<ChildProcess> _silos = [];
    private readonly LogRecorder _log = new();
    private ILoggerFactory _loggers = null!;
    private McpHostProcess _host = null!;

    private LoggedDeployment(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    public ISessionStore Store { get; private set; } = null!;

    private string Url => $"redis://:{Password}@127.0.0.1:{Redis.Port}";

    /// <summary>Every line of every process, with the exceptions that were logged.</summary>
    public IEnumerable<string> Lines =>
    [
        .. _silos.SelectMany(silo => silo.Lines), .. _host.Output,
        .. _log.Entries.Select(entry => $"{entry.Category}: {entry.Message} {entry.Exception}"),
    ];

    public static async Task<LoggedDeployment> StartAsync()
    {
        var deployment = new LoggedDeployment(await RedisServer.StartAsync("--requirepass", Password));
        try
        {
            await deployment.StartAllAsync();
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    public async Task<CallToolResult> CallAsync(string tool, params (string Name, object Value)[] arguments)
    {
        await using var client = await McpClients.ConnectAsync(_host.Curl.Endpoint);
        return await client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value));
    }

    /// <summary>Ends one of the two silos as a crash does.</summary>
    public ValueTask KillSiloAsync() => _silos[0].DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        _loggers?.Dispose();
        await Redis.DisposeAsync();
    }

    private async Task StartAllAsync()
    {
        (string, string)[] shared =
        [
            ("REDIS_URL", Url), ("SessionStore__Prefix", "logged:"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Orleans", "Debug"),
        ];
        for (var silo = 0; silo < 2; silo++)
            _silos.Add((await ChildProcess.StartAsync(Repository.Silo, "SessionOrleans silo is ready", [.. shared])).Process);
        _host = await McpHostProcess.StartAsync([.. shared, ("SessionStore__Hosting", "Client")]);
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Debug));
        Store = await SessionStoreFactory.CreateAsync(
            new() { Backend = SessionBackend.Redis, RedisUrl = Url, Prefix = "logged:", Hosting = SessionStoreHosting.Client }, _loggers);
    }
}
