using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace SessionOrleans;

/// <summary>
/// Leads a connection to the primary that Sentinels name, and to no other server: it breaks connections to one that is no longer named. The
/// library itself knows all servers of a service, and takes any that calls itself a primary. That is also the one that was just replaced,
/// and one that was away and returns, each until a Sentinel demotes it, which takes some ten seconds: all writes of that time are lost.
/// Thread-safe.
/// </summary>
internal sealed class SentinelTunnel : Tunnel, IAsyncDisposable
{
    /// <summary>How often the Sentinels are asked, beside when they tell of a change.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private const int UsualPort = 6379;

    private readonly Tunnel? _inner;
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _looking = new(1);
    private readonly List<(Socket Socket, EndPoint? Leads)> _sockets = [];
    private SentinelWatch? _watch;
    private EndPoint _primary = null!;

    private SentinelTunnel(ConfigurationOptions configuration)
    {
        _inner = configuration.Tunnel;

        // One server, whatever its address is just now, so that there is none to choose.
        var one = configuration.Clone();
        one.EndPoints.Clear();
        one.EndPoints.Add(new DnsEndPoint(configuration.ServiceName!, UsualPort));
        one.SslHost ??= (configuration.EndPoints[0] as DnsEndPoint)?.Host;
        (one.ServiceName, one.ResolveDns, one.Tunnel) = ("", false, this);
        Configuration = one;
    }

    /// <summary>What a connection that is led is made from. Its one host is called as the service is.</summary>
    public ConfigurationOptions Configuration { get; }

    /// <param name="configuration">Whose hosts are the Sentinels, and whose service name is the service.</param>
    /// <exception cref="RedisConnectionException">No Sentinel names a primary.</exception>
    public static async Task<SentinelTunnel> StartAsync(ConfigurationOptions configuration)
    {
        var tunnel = new SentinelTunnel(configuration);
        tunnel._watch = await SentinelWatch.StartAsync(configuration, () => _ = tunnel.LookAsync()).ConfigureAwait(false);
        if (await tunnel._watch.PrimaryAsync().ConfigureAwait(false) is not { } primary)
        {
            await tunnel.DisposeAsync().ConfigureAwait(false);
            throw new RedisConnectionException(
                ConnectionFailureType.UnableToConnect, CommandFlags.None,
                $"No Sentinel that answers knows a primary called '{configuration.ServiceName}'. Correct serviceName in RedisUrl to what " +
                "they watch (SENTINEL MASTERS).");
        }

        tunnel._primary = primary;
        _ = tunnel.LookAgainAsync();
        return tunnel;
    }

    public override async ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        await LookAsync().ConfigureAwait(false);
        var primary = Volatile.Read(ref _primary);
        return _inner is null
            ? primary
            : await _inner.GetSocketConnectEndpointAsync(primary, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask BeforeSocketConnectAsync(
        EndPoint endPoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken) =>
        _inner?.BeforeSocketConnectAsync(Volatile.Read(ref _primary), connectionType, socket, cancellationToken) ?? default;

    public override ValueTask<Stream?> BeforeAuthenticateAsync(
        EndPoint endpoint, ConnectionType connectionType, Socket? socket, CancellationToken cancellationToken)
    {
        var primary = Volatile.Read(ref _primary);
        if (socket is not null)
        {
            lock (_sockets)
                _sockets.Add((socket, _inner is null && primary is IPEndPoint ? socket.RemoteEndPoint : primary));
            Break();
        }

        return _inner?.BeforeAuthenticateAsync(primary, connectionType, socket, cancellationToken) ?? default;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        if (_watch is not null)
            await _watch.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LookAgainAsync()
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
                await LookAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    /// <summary>Asks the Sentinels; while none answers, the primary is who it was.</summary>
    private async Task LookAsync()
    {
        try
        {
            await _looking.WaitAsync(_ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            if (_watch is { } watch && await watch.PrimaryAsync().ConfigureAwait(false) is { } primary)
                Volatile.Write(ref _primary, primary);
        }
        catch (ObjectDisposedException)
        {
            // Disposed meanwhile.
        }
        finally
        {
            _looking.Release();
        }

        Break();
    }

    /// <summary>Ends the connections that lead to another server than the primary. They are made anew at once.</summary>
    private void Break()
    {
        lock (_sockets)
        {
            _sockets.RemoveAll(connection => connection.Socket.SafeHandle.IsClosed);
            foreach (var (socket, leads) in _sockets)
            {
                if (Equals(leads, Volatile.Read(ref _primary)))
                    continue;
                try
                {
                    socket.Shutdown(SocketShutdown.Both);
                }
                catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
                {
                    // By itself.
                }
            }
        }
    }
}
