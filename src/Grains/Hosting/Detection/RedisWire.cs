using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace SessionOrleans.Hosting;

/// <summary>Says PING at an address, in the clear and then with TLS, to learn who is there.</summary>
internal static class RedisWire
{
    private static readonly byte[] Ping = "PING\r\n"u8.ToArray();

    /// <summary>What is there, and the first line of what it said.</summary>
    public static async Task<(WireAnswer Answer, string Line)> AskAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await ConnectAsync(endPoint, cancellationToken);
            try
            {
                var line = await PingAsync(new NetworkStream(socket), cancellationToken);
                return (line.StartsWith('+') || line.StartsWith('-') ? WireAnswer.Redis : await OtherThanRedisAsync(
                    endPoint, cancellationToken), line);
            }
            catch (IOException)
            {
                return (await OtherThanRedisAsync(endPoint, cancellationToken), "");
            }
            catch (OperationCanceledException)
            {
                return (WireAnswer.Silent, "");
            }
        }
        catch (OperationCanceledException)
        {
            return (WireAnswer.NoConnection, "");
        }
        catch (SocketException exception)
        {
            return (Of(exception.SocketErrorCode), "");
        }
    }

    /// <summary>Shakes hands and says PING: what is wrong with the certificate, and whether the server goes on without one of
    /// ours.</summary>
    /// <exception cref="IOException">No TLS is spoken.</exception>
    public static async Task<(
        SslPolicyErrors Errors, bool Answers)> AskWithTlsAsync(EndPoint endPoint, string host, CancellationToken cancellationToken)
    {
        using var socket = await ConnectAsync(endPoint, cancellationToken);
        var errors = SslPolicyErrors.None;
        using var stream = new SslStream(new NetworkStream(socket));
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
#pragma warning disable CA5359 // Nothing but PING is said, to learn what is wrong; no password, no data.
                    RemoteCertificateValidationCallback = (_, _, _, found) =>
                    {
                        errors = found;
                        return true;
                    },
#pragma warning restore CA5359
                },
                cancellationToken);
        }
        catch (AuthenticationException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        try
        {
            return (errors, await PingAsync(stream, cancellationToken) is ['+' or '-', ..]);
        }
        catch (IOException)
        {
            return (errors, false);
        }
    }

    private static async Task<WireAnswer> OtherThanRedisAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        try
        {
            await AskWithTlsAsync(endPoint, "", cancellationToken);
            return WireAnswer.Tls;
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            return WireAnswer.Other;
        }
    }

    private static async Task<string> PingAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Ping, cancellationToken);
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer, cancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read).Split('\r', '\n')[0];
    }

    private static async Task<Socket> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static WireAnswer Of(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => WireAnswer.HostUnknown,
        SocketError.ConnectionRefused => WireAnswer.Refused,
        SocketError.TimedOut => WireAnswer.NoConnection,
        _ => WireAnswer.Unreachable,
    };
}
