using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SessionOrleans.Servers;

/// <summary>Stands before a Redis and changes a word of what it says, such as its version. Both words are of one length.</summary>
internal sealed class RewritingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _port;
    private readonly Func<string, string> _rewrite;
    private readonly Task _serving;

    public RewritingProxy(int port, Func<string, string> rewrite)
    {
        (_port, _rewrite) = (port, rewrite);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"redis://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
            _ = ConnectAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var redis = new TcpClient();
        using (client)
        {
            await redis.ConnectAsync(IPAddress.Loopback, _port, _stopping.Token);
            await Task.WhenAny(
                PumpAsync(client, redis, text => text),
                PumpAsync(redis, client, _rewrite));
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Func<string, string> rewrite)
    {
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await from.GetStream().ReadAsync(buffer, _stopping.Token)) > 0)
            await to.GetStream().WriteAsync(Encoding.Latin1.GetBytes(rewrite(Encoding.Latin1.GetString(buffer, 0, read))), _stopping.Token);
    }
}
