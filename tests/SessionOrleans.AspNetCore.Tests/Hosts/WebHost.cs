using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>A web application on a port of its own, and part of a cluster, as the cluster says. Two of them stand for two
/// machines.</summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _disposed;

    private WebHost(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_app.Urls.Single());

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts one.</summary>
    public static async Task<WebHost> StartAsync(
        Cluster cluster, Action<IServiceCollection> configure, Action<WebApplication> map, ILoggerProvider? log = null,
        string url = "http://127.0.0.1:0", LogLevel level = LogLevel.Debug)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(level);
        if (log is not null)
            builder.Logging.AddProvider(log);
        builder.Services.AddSessionStore(cluster.Join);
        configure(builder.Services);

        var app = builder.Build();
        map(app);
        try
        {
            await app.StartAsync();
            return new(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
