using System.Net;
using System.Net.Sockets;

namespace SessionOrleans.Outages;

/// <summary>A connection to Redis that a test can hold up, silence and cut. All connections through it share their fate.</summary>
internal sealed class FaultyWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Lock _gate = new();
    private readonly List<Socket> _sockets = [];
    private TaskCompletionSource _requestsPass = Done();
    private TaskCompletionSource _held = NewSignal();
    private TaskCompletionSource<bool>? _swallowed;

    public FaultyWire(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on requests stop on their way; the task ends when the first did.</summary>
    public Task HoldRequests()
    {
        _held = NewSignal();
        Volatile.Write(ref _requestsPass, NewSignal());
        return _held.Task;
    }

    /// <summary>What was held up goes on its way.</summary>
    public void ReleaseRequests() => Volatile.Read(ref _requestsPass).TrySetResult();

    /// <summary>From now on replies vanish; the task ends when the first did.</summary>
    public Task SwallowReplies()
    {
        var swallowed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _swallowed, swallowed);
        return swallowed.Task;
    }

    /// <summary>Cuts all connections. New ones are sound.</summary>
    public void Cut()
    {
        Volatile.Write(ref _swallowed, null);
        lock (_gate)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Cut();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (Exception)
            {
                return;
            }

            var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            lock (_gate)
                _sockets.AddRange([client, server]);
            _ = JoinAsync(client, server);
        }
    }

    private async Task JoinAsync(Socket client, Socket server)
    {
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(PumpAsync(client, server, PassRequestAsync), PumpAsync(server, client, PassReplyAsync));
        }
        catch (Exception)
        {
            // Redis is not there: neither is what this wire leads to.
        }

        client.Dispose();
        server.Dispose();
    }

    private async Task<bool> PassRequestAsync()
    {
        var pass = Volatile.Read(ref _requestsPass).Task;
        if (!pass.IsCompleted)
            _held.TrySetResult();
        await pass.WaitAsync(_end.Token);
        return true;
    }

    private Task<bool> PassReplyAsync()
    {
        var swallowed = Volatile.Read(ref _swallowed);
        swallowed?.TrySetResult(true);
        return Task.FromResult(swallowed is null);
    }

    private async Task PumpAsync(Socket from, Socket to, Func<Task<bool>> mayPass)
    {
        var buffer = new byte[64 * 1024];
        int length;
        while ((length = await from.ReceiveAsync(buffer, _end.Token)) > 0)
        {
            if (await mayPass())
                await to.SendAsync(buffer.AsMemory(0, length), _end.Token);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Done()
    {
        var done = NewSignal();
        done.SetResult();
        return done;
    }
}
