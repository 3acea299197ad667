using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SessionOrleans.Hosting;

/// <summary>
/// Whether a silo of ours is alone on its ports. Orleans listens with ReuseAddress, so on Linux a second silo of the same user can listen
/// on the same port, without an error on either side, and the system hands each connection to one of them.
/// </summary>
internal static class PortListeners
{
    private const string Listening = "0A";

    /// <summary>How many listeners get the connections to this port: 1 where its silo is alone, or where the system does not
    /// tell.</summary>
    public static int Count(IPAddress address, int port)
    {
        if (!OperatingSystem.IsLinux())
            return 1;
        var local = string.Create(CultureInfo.InvariantCulture, $"{InHex(address)}:{port:X4}");
        var table = address.AddressFamily is AddressFamily.InterNetworkV6 ? "/proc/net/tcp6" : "/proc/net/tcp";
        try
        {
            // "  0: 0100007F:2B67 00000000:0000 0A ...": number, local address and port, remote ones, state.
            return Math.Max(1, File.ReadLines(table).Skip(1)
                .Select(line => line.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries))
                .Count(parts => parts is [_, var here, _, Listening, ..] && here == local));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 1;
        }
    }

    /// <summary>As the kernel prints it: words of four bytes, each as this machine reads them.</summary>
    private static string InHex(IPAddress address) =>
        string.Concat(MemoryMarshal.Cast<byte, uint>(address.GetAddressBytes()).ToArray().Select(
            word => word.ToString("X8", CultureInfo.InvariantCulture)));
}
