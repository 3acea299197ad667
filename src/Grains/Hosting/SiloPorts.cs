using System.Globalization;
using System.Net;

namespace SessionOrleans.Hosting;

/// <summary>The two listeners of a silo: one for other silos, one for clients. Gateway 0: none.</summary>
internal readonly record struct SiloPorts(int Silo, int Gateway)
{
    private const int UsualSiloPort = 11_111;
    private const int UsualGatewayPort = 30_000;
    private const int Attempts = 100;

    /// <summary>Those that are open.</summary>
    public IEnumerable<int> All => Gateway is 0 ? [Silo] : [Silo, Gateway];

    /// <summary>The gateway's port, for logs.</summary>
    public string GatewayName => Gateway is 0 ? "none" : Gateway.ToString(CultureInfo.InvariantCulture);

    /// <summary>The pairs to try, in order: what is configured; for what is not, the usual port and those after it, or any that is
    /// free.</summary>
    /// <exception cref="SessionStoreUnavailableException">The address is not one of this machine.</exception>
    public static IEnumerable<SiloPorts> Candidates(SiloSetup setup, ISiloBackend backend)
    {
        var address = backend.Address;
        var (silo, gateway) = (setup.Options.SiloPort, backend.Access.HasGateway ? setup.Options.GatewayPort : 0);
        var attempts = silo is not null && gateway is not null ? 1 : Attempts;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var ports = setup.UsesKnownPorts
                ? new SiloPorts(silo ?? UsualSiloPort + attempt, gateway ?? UsualGatewayPort + attempt)
                : new SiloPorts(silo ?? PortReservation.FindFree(address), gateway ?? PortReservation.FindFree(address));
            if (ports.Silo != ports.Gateway)
                yield return ports;
        }
    }
}
