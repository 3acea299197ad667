using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Hosting;

/// <summary>
/// Keeps a pair of ports for one silo of this machine, until disposed or until the process is gone.
/// </summary>
/// <remarks>
/// Orleans listens with ReuseAddress, which on Unix lets two silos of one user listen on the same port and share its
/// connections at random. So each silo also holds the UDP ports of the same numbers, which only one can have.
/// </remarks>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket[] _guards;

    private PortReservation(Socket[] guards) => _guards = guards;

    /// <summary>Null where somebody has one of the ports, which is said then.</summary>
    /// <exception cref="SessionStoreUnavailableException">The address is not one of this machine.</exception>
    public static PortReservation? TryTake(IPAddress address, SiloPorts ports, out int taken)
    {
        taken = 0;
        var guards = new List<Socket>();
        foreach (var port in ports.All)
        {
            var guard = TryBind(SocketType.Dgram, ProtocolType.Udp, address, port);
            if (guard is not null)
                guards.Add(guard);
            // Others than our silos hold no guard. Asked last, so that two silos do not both see the other's question.
            if (guard is null || !IsFree(address, port))
            {
                taken = port;
                guards.ForEach(held => held.Dispose());
                return null;
            }
        }

        return new PortReservation([.. guards]);
    }

    /// <summary>A port on which nobody listens at this moment, as the system chooses it.</summary>
    /// <exception cref="SessionStoreUnavailableException">The address is not one of this machine.</exception>
    public static int FindFree(IPAddress address)
    {
        using var socket = TryBind(SocketType.Stream, ProtocolType.Tcp, address, port: 0);
        return ((IPEndPoint?)socket?.LocalEndPoint)?.Port
            ?? throw new SessionStoreUnavailableException(
                $"No port of {address} is free. Set SessionStoreOptions.SiloPort and GatewayPort to two that are.");
    }

    public void Dispose()
    {
        foreach (var guard in _guards)
            guard.Dispose();
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var question = TryBind(SocketType.Stream, ProtocolType.Tcp, address, port);
        return question is not null;
    }

    private static Socket? TryBind(SocketType type, ProtocolType protocol, IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            socket.Dispose();
            return null;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            throw new SessionStoreUnavailableException(
                $"{address} is not an address of this machine, and a silo listens where the others reach it. Set " +
                "SessionStoreOptions.AdvertisedAddress to one that is. Behind address translation be a client of silos elsewhere " +
                "(SessionStoreOptions.Hosting = Client).",
                exception)
            {
                RetryAfter = null,
            };
        }
    }
}
