using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>What listens in an application: it starts and stops with its host.</summary>
internal sealed class Listener(IPAddress address, int port) : IHostedService, IDisposable
{
    private readonly TcpListener _listener = new(address, port);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _listener.Stop();
        return Task.CompletedTask;
    }

    public void Dispose() => _listener.Dispose();
}
