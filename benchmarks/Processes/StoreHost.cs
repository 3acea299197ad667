using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>A store in a host of its own, and the grains behind it, for what no user does: asking Orleans itself.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Lazy<IGrainFactory> _grains;

    private StoreHost(IHost host, Func<IGrainFactory?> grains) =>
        (_host, _grains) = (host, new(() => grains() ?? throw new InvalidOperationException("The store has not started.")));

    public ISessionStore Store => _host.Services.GetRequiredService<ISessionStore>();

    public IGrainFactory Grains => _grains.Value;

    /// <summary>A silo in this process.</summary>
    public static Task<StoreHost> EmbedAsync(Action<SessionStoreOptions> configure, CancellationToken cancellationToken = default)
    {
        IGrainFactory? grains = null;
        var builder = CreateBuilder();
        builder.Services.AddSessionStore(configure, silo => Tap(silo.Services, found => grains = found));
        return StartAsync(builder, () => grains, cancellationToken);
    }

    /// <summary>A client of a silo elsewhere.</summary>
    public static Task<StoreHost> ConnectAsync(Action<SessionStoreOptions> configure, CancellationToken cancellationToken = default)
    {
        IGrainFactory? grains = null;
        var builder = CreateBuilder();
        builder.Services.AddSessionStoreClient(configure, client => Tap(client.Services, found => grains = found));
        return StartAsync(builder, () => grains, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static async Task<StoreHost> StartAsync(HostApplicationBuilder builder, Func<IGrainFactory?> grains, CancellationToken cancellationToken)
    {
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new StoreHost(host, grains);
    }

    private static HostApplicationBuilder CreateBuilder() => new(new HostApplicationBuilderSettings { DisableDefaults = true });

    private static void Tap(IServiceCollection services, Action<IGrainFactory> found) =>
        services.AddSingleton<IHostedService>(provider => new GrainsTap(provider.GetRequiredService<IGrainFactory>(), found));
}
