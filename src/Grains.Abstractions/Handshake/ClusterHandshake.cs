using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Handshake;

/// <summary>
/// Stands before Orleans on each connection: both sides prove that they have the cluster's secret before a byte of Orleans is read, by an
/// HMAC-SHA256 over random bytes of both (docs/decisions/0010). Thread-safe.
/// </summary>
internal sealed class ClusterHandshake(IClusterSecrets secrets, string prefix, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>A peer that has not proved itself by then is cut off. Orleans gives a connection as long to open.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly DialerHandshake _dialer = new(secrets, Hello.ClusterOf(prefix));
    private readonly ListenerHandshake _listener = new(secrets, Hello.ClusterOf(prefix));
    private readonly HandshakeLog _log = new(loggers.CreateLogger<ClusterHandshake>(), time);

    /// <summary>What keeps this process from being let in.</summary>
    public HandshakeRefusals Refusals { get; } = new(time);

    /// <summary>Connections that this process opens.</summary>
    public void Dial(IConnectionBuilder connections) => connections.Use(next => async connection =>
    {
        var outcome = await WithinAsync(_dialer.RunAsync, connection).ConfigureAwait(false);
        if (outcome is not HandshakeOutcome.Proven)
        {
            var reason = HandshakeReasons.OfListener(outcome);
            Refusals.Refused(outcome, connection.RemoteEndPoint, reason);
            if (outcome is not HandshakeOutcome.Left)
                _log.Refused(connection.RemoteEndPoint, reason);
            throw new IOException(reason);
        }

        Refusals.Proven();
        await next(connection).ConfigureAwait(false);
    });

    /// <summary>Connections that others open.</summary>
    public void Listen(IConnectionBuilder connections) => connections.Use(next => async connection =>
    {
        var outcome = await WithinAsync(_listener.RunAsync, connection).ConfigureAwait(false);
        if (outcome is HandshakeOutcome.Proven)
            await next(connection).ConfigureAwait(false);
        else if (outcome is not HandshakeOutcome.Left)
            _log.Refused(connection.RemoteEndPoint, HandshakeReasons.OfDialer(outcome));
    });

    private static async Task<HandshakeOutcome> WithinAsync(
        Func<ConnectionContext, CancellationToken, Task<HandshakeOutcome>> handshake, ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await handshake(connection, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return HandshakeOutcome.Silent;
        }
        catch (Exception broken) when (broken is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The connection broke, or this process closes it.
            return HandshakeOutcome.Left;
        }
    }
}
