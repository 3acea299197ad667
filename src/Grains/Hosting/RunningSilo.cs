using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using SessionOrleans.Shutdown;

namespace SessionOrleans.Hosting;

/// <summary>One silo in its inner host, on ports of its own. When it is lost, another takes its place.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly PortReservation _reservation;
    private readonly SiloFailureHandler _fatalErrors;

    private RunningSilo(IHost host, PortReservation reservation, SiloPorts ports, SiloFailureHandler fatalErrors)
    {
        _host = host;
        _reservation = reservation;
        _fatalErrors = fatalErrors;
        Ports = ports;
        Grains = host.Services.GetRequiredService<IClusterClient>();
        Sessions = host.Services.GetRequiredService<LocalSessions>();
    }

    public SiloPorts Ports { get; }

    public IGrainFactory Grains { get; }

    /// <summary>What can be read of its sessions without a call.</summary>
    public LocalSessions Sessions { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>How long a graceful stop waits for clients to go elsewhere.</summary>
    public TimeSpan Farewell => _host.Services.GetRequiredService<DrainClients>().Due;

    /// <summary>Completes when the silo cannot go on. It must not be asked from then on.</summary>
    public Task<SiloFailure> Lost => _fatalErrors.First;

    /// <exception cref="SessionStoreUnavailableException">No port is free.</exception>
    public static async Task<RunningSilo> StartAsync(SiloSetup setup, ISiloBackend backend, CancellationToken cancellationToken)
    {
        var address = backend.Address;
        foreach (var ports in SiloPorts.Candidates(setup.Options))
        {
            if (PortReservation.TryTake(address, ports) is not { } reservation)
                continue;

            var fatalErrors = new SiloFailureHandler();
            var host = SiloComposition.Build(setup, backend, ports, fatalErrors);
            try
            {
                await host.StartAsync(cancellationToken);
                return new RunningSilo(host, reservation, ports, fatalErrors);
            }
            catch (Exception exception)
            {
                await StartFailure.CleanUpAsync(host);
                reservation.Dispose();
                if (cancellationToken.IsCancellationRequested)
                    throw new OperationCanceledException("Starting the silo was cancelled.", exception, cancellationToken);
                if (!IsPortTaken(exception))
                    throw;
            }
        }

        throw new SessionStoreUnavailableException(setup.Options is { SiloPort: { } silo, GatewayPort: { } gateway }
            ? $"Port {silo} or {gateway} of {address} is taken. Stop what listens there, choose others " +
              "(SessionStoreOptions.SiloPort and GatewayPort), or leave both null for the next that are free."
            : $"No pair of free ports was found on {address}. Set SessionStoreOptions.SiloPort and GatewayPort to two that are free.");
    }

    /// <summary>Stops gracefully until the token fires, and by force then.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        _reservation.Dispose();
    }

    private static bool IsPortTaken(Exception exception) =>
        exception is AddressInUseException ||
        (exception is AggregateException many && many.InnerExceptions.Any(IsPortTaken)) ||
        (exception.InnerException is { } inner && IsPortTaken(inner));
}
