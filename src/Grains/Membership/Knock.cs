using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Membership;

/// <summary>Knocks at a silo's port.</summary>
internal static class Knock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<Reach> AtAsync(IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket.ConnectAsync(endPoint, patience.Token);
            return Reach.Accepted;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused)
        {
            return Reach.Refused;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return Reach.Silent;
        }
    }
}
