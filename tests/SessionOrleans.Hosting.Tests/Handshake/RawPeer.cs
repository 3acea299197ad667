using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using SessionOrleans.Hosting;

namespace SessionOrleans.Handshake;

/// <summary>What somebody has who found a port: Orleans itself, a socket, and the name of the cluster, which is no secret.</summary>
internal static class RawPeer
{
    /// <summary>An Orleans client without anything of ours.</summary>
    public static IHost Client(IPEndPoint gateway, string prefix)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client => client
            .UseStaticClustering(gateway).UseConnectionRetryFilter((_, _) => Task.FromResult(false))
            .Configure<ClusterOptions>(cluster => ClusterName.Apply(cluster, prefix)));
        return builder.Build();
    }

    /// <summary>An Orleans silo without anything of ours, that joins through the given one.</summary>
    public static IHost Silo(IPEndPoint primary, string prefix, ILoggerFactory log)
    {
        var (silo, gateway) = FreePort.TakeTwo();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(log);
        builder.UseOrleans(orleans => orleans
            .UseLocalhostClustering(silo, gateway, primary, ClusterName.Of(prefix), prefix)
            .Configure<ClusterOptions>(cluster => ClusterName.Apply(cluster, prefix)));
        return builder.Build();
    }

    /// <summary>What an Orleans client says first.</summary>
    public static async Task<byte[]> PreambleAsync(string prefix)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = Client((IPEndPoint)listener.LocalEndpoint, prefix);
        var starting = client.StartAsync();
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var length = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(length);
        var rest = new byte[BitConverter.ToInt32(length)];
        await stream.ReadExactlyAsync(rest);
        connection.Close();
        await Assert.ThrowsAnyAsync<Orleans.Runtime.OrleansException>(() => starting);
        return [.. length, .. rest];
    }

    /// <summary>Connects and says something.</summary>
    public static async Task<Stream> SayAsync(IPEndPoint silo, params byte[] words)
    {
        var socket = new Socket(silo.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(silo);
        }
        catch (SocketException closed) when (closed.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            // It was accepted and closed before the wait for the connection was over. Where nobody listens it is refused instead.
            socket.Dispose();
            return Stream.Null;
        }

        var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await stream.WriteAsync(words);
        }
        catch (IOException)
        {
            // It was closed before all was said.
        }

        return stream;
    }

    /// <summary>Everything that is answered until the other side closes.</summary>
    public static async Task<byte[]> HearAllAsync(this Stream stream)
    {
        using var heard = new MemoryStream();
        try
        {
            await stream.CopyToAsync(heard).WaitAsync(TimeSpan.FromSeconds(15));
        }
        catch (IOException)
        {
            // It was reset, which ends it as well.
        }

        return heard.ToArray();
    }
}
