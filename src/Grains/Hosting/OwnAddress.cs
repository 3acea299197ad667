using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>The address under which this machine is seen by its neighbours: the one from which it reaches Redis. Loopback where Redis is
/// here.</summary>
internal static class OwnAddress
{
    /// <exception cref="SessionStoreUnavailableException">No route leads to Redis.</exception>
    public static async Task<IPAddress> TowardsAsync(EndPointCollection endPoints)
    {
        Exception? last = null;
        foreach (var endPoint in endPoints)
        {
            try
            {
                foreach (var address in await AddressesOf(endPoint))
                {
                    // Connecting a datagram socket sends nothing; it only asks for the route.
                    using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                    await socket.ConnectAsync(address, port: 9);
                    return ((IPEndPoint)socket.LocalEndPoint!).Address;
                }
            }
            catch (SocketException trouble)
            {
                last = trouble;
            }
        }

        throw new SessionStoreUnavailableException(
            "No route to Redis was found, so the address under which other silos reach this one is not known. Set " +
            "SessionStoreOptions.AdvertisedAddress.", last);
    }

    /// <summary>The older family first: it is what machines of one network most often share.</summary>
    private static async Task<IEnumerable<IPAddress>> AddressesOf(EndPoint endPoint) => endPoint switch
    {
        IPEndPoint { Address: var address } => [address],
        DnsEndPoint { Host: var host } =>
            (await Dns.GetHostAddressesAsync(host)).OrderBy(address => address.AddressFamily is not AddressFamily.InterNetwork),
        _ => [IPAddress.Loopback],
    };
}
