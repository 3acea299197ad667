using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Membership;

/// <summary>Knocks at a silo's port.</summary>
internal static class TcpProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<PortState> AtAsync(IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(endPoint, patience.Token);
            return PortState.Accepted;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused)
        {
            return PortState.Refused;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return PortState.Silent;
        }
    }
}
