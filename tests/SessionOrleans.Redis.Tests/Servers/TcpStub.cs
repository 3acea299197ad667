using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Servers;

/// <summary>A listener on loopback that is no Redis: it answers whatever it is told with the same bytes, or never answers.</summary>
internal sealed class TcpStub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly byte[] _answer;
    private readonly Task _serving;

    private TcpStub(byte[] answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => $"redis://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static TcpStub Silent() => new([]);

    public static TcpStub Http() => new("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());

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
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var buffer = new byte[1_024];
            while (await client.GetStream().ReadAsync(buffer, _stopping.Token) > 0)
            {
                if (_answer.Length == 0)
                    continue;
                await client.GetStream().WriteAsync(_answer, _stopping.Token);
                return;
            }
        }
    }
}
