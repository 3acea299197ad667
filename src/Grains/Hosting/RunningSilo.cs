using System.Net;
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

    /// <summary>The other silos of its cluster that are active now.</summary>
    public IReadOnlyList<IPEndPoint> Others =>
    [
        .. _host.Services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values
            .Where(member => member.Status is SiloStatus.Active && !member.SiloAddress.Equals(
                _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress))
            .Select(member => member.SiloAddress.Endpoint),
    ];

    /// <summary>How long a graceful stop waits for clients to go elsewhere.</summary>
    public TimeSpan Farewell => _host.Services.GetRequiredService<DrainClients>().Due;

    /// <summary>Completes when the silo cannot go on. It must not be asked from then on.</summary>
    public Task<SiloFailure> Lost => _fatalErrors.First;

    /// <param name="setup">What it is built from.</param>
    /// <param name="backend">What it rests on.</param>
    /// <param name="before">The ports of the silo whose place it takes, to be used again if they are free; null where it is the
    /// first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreUnavailableException">A port that is configured is taken, or none is free.</exception>
    public static async Task<RunningSilo> StartAsync(
        SiloSetup setup, ISiloBackend backend, SiloPorts? before, CancellationToken cancellationToken)
    {
        var address = backend.Address;
        var candidates = SiloPorts.Candidates(setup, backend);
        foreach (var ports in before is { } known ? candidates.Prepend(known) : candidates)
        {
            if (PortReservation.TryTake(address, ports, out var taken) is not { } reservation)
            {
                ThrowIfConfigured(setup.Options, address, taken);
                continue;
            }

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

        throw new SessionStoreUnavailableException(
            $"No pair of free ports was found on {address}. Set SessionStoreOptions.SiloPort and GatewayPort to two that are free.");
    }

    /// <summary>Stops gracefully until the token fires, and by force then.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        _reservation.Dispose();
    }

    private static void ThrowIfConfigured(SessionStoreOptions options, IPAddress address, int port)
    {
        if (port != options.SiloPort && port != options.GatewayPort)
            return;
        var option = port == options.SiloPort ? nameof(options.SiloPort) : nameof(options.GatewayPort);
        throw new SessionStoreUnavailableException(
            $"Port {port} of {address} is taken, and SessionStoreOptions.{option} asks for it. Stop what listens there, name another " +
            "port, or leave the option out for one that is free.");
    }

    private static bool IsPortTaken(Exception exception) =>
        exception is AddressInUseException ||
        (exception is AggregateException many && many.InnerExceptions.Any(IsPortTaken)) ||
        (exception.InnerException is { } inner && IsPortTaken(inner));
}
