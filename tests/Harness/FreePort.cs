using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Harness;

/// <summary>A port nobody listens on at this moment.</summary>
public static class FreePort
{
    /// <summary>Two of them, for a silo.</summary>
    public static (int Silo, int Gateway) TakeTwo()
    {
        using var silo = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        silo.Start();
        gateway.Start();
        return (((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }

    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
