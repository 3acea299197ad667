using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Expiry;

/// <summary>A host with an embedded store, on memory where there is no Redis, and a handler among its own services.</summary>
internal sealed class HearingHost : ISessionExpirationHandler, IDisposable
{
    private readonly IHost _host;

    private readonly SemaphoreSlim _told = new(0);

    public HearingHost(RedisServer? redis, string prefix, ILoggerFactory? loggers = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<ISessionExpirationHandler>(this);
        builder.Services.AddSessionStore(options => (options.Backend, options.RedisUrl, options.Prefix) =
            (redis is null ? SessionBackend.Memory : SessionBackend.Redis, redis?.Url, prefix));
        if (loggers is not null)
            builder.Services.AddSingleton(loggers);
        _host = builder.Build();
    }

    public Task Answer { get; set; } = Task.CompletedTask;

    /// <summary>Which sessions it throws for.</summary>
    public Predicate<string> Fails { get; init; } = static _ => false;

    public ConcurrentQueue<(string Id, SessionEndReason Reason, string? Value)> Heard { get; } = [];

    public ISessionStore Store => _host.Services.GetRequiredService<ISessionStore>();

    /// <summary>Waits for so many more calls.</summary>
    public async Task HearAsync(int times)
    {
        for (var heard = 0; heard < times; heard++)
            Assert.True(await _told.WaitAsync(TimeSpan.FromSeconds(30)), $"Heard of {heard} of {times}.");
    }

    /// <summary>Sweeps every shard.</summary>
    public Task SweepAsync() => SweepAsync(Store);

    public static Task SweepAsync(ISessionStore store)
    {
        var grains = ((SessionStore)store).Connection.Grains;
        return Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count).Select(shard => grains.GetGrain<IExpiryGrain>(shard).Sweep()));
    }

    public Task StartAsync() => _host.StartAsync();

    public Task StopAsync() => _host.StopAsync();

    public void Dispose() => _host.Dispose();

    public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken)
    {
        if (Fails(session.Id))
            throw new InvalidOperationException("told to fail");
        Heard.Enqueue((session.Id, session.Reason, session.Value is { } value ? Encoding.UTF8.GetString(value.Span) : null));
        _told.Release();
        return Answer;
    }
}
