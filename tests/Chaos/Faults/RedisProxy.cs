using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Chaos.Faults;

/// <summary>
/// The way of one silo to one server. Cut, it carries nothing: connections stay open and what is on its way stays there, as with a cable
/// that is pulled; mended, it carries on with what was held up.
/// </summary>
internal sealed class RedisProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly int _redisPort;
    private volatile TaskCompletionSource _whole = Completed();

    public RedisProxy(int redisPort)
    {
        _redisPort = redisPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend() => _whole.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_ending.Token));
        }
        catch (Exception trouble) when (trouble is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task CarryAsync(TcpClient silo)
    {
        using var redis = new TcpClient();
        using (silo)
        {
            try
            {
                await _whole.Task.WaitAsync(_ending.Token);
                await redis.ConnectAsync(IPAddress.Loopback, _redisPort, _ending.Token);
                (silo.NoDelay, redis.NoDelay) = (true, true);
                // Whichever side ends first ends the other.
                await await Task.WhenAny(CarryAsync(silo.GetStream(), redis.GetStream()), CarryAsync(redis.GetStream(), silo.GetStream()));
            }
            catch (Exception trouble) when (trouble is OperationCanceledException or SocketException or IOException)
            {
                // The other side finds out by its end being closed.
            }
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16_384];
        int length;
        while ((length = await from.ReadAsync(buffer, _ending.Token)) > 0)
        {
            await _whole.Task.WaitAsync(_ending.Token);
            await to.WriteAsync(buffer.AsMemory(0, length), _ending.Token);
        }
    }
}
