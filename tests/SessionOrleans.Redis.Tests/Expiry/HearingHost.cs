using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Expiry;

/// <summary>A host with an embedded store, and a handler among its own services.</summary>
internal sealed class HearingHost : ISessionExpirationHandler, IDisposable
{
    private readonly IHost _host;

    public HearingHost(RedisServer redis, string prefix)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<ISessionExpirationHandler>(this);
        builder.Services.AddSessionStore(options => (options.Backend, options.RedisUrl, options.Prefix) = (SessionBackend.Redis, redis.Url, prefix));
        _host = builder.Build();
    }

    public Task Answer { get; init; } = Task.CompletedTask;

    public ConcurrentQueue<(string Id, SessionEndReason Reason, string? Value)> Heard { get; } = [];

    public ISessionStore Store => _host.Services.GetRequiredService<ISessionStore>();

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();

    public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken)
    {
        Heard.Enqueue((session.Id, session.Reason, session.Value is { } value ? Encoding.UTF8.GetString(value.Span) : null));
        return Answer;
    }
}
