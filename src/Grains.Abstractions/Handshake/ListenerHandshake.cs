using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace SessionOrleans.Handshake;

/// <summary>The silo that took the connection: it answers a hello with its proof, and lets the dialer in who gives a right one.</summary>
internal sealed class ListenerHandshake(IClusterSecrets secrets, byte[] cluster)
{
    /// <summary>Begins what TLS says first.</summary>
    private const byte TlsRecord = 0x16;

    private static readonly TimeSpan HearWithin = TimeSpan.FromSeconds(1);

    public async Task<HandshakeOutcome> RunAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        for (var hellos = 1; ; hellos++)
        {
            if (await input.PeekAsync(Hello.Mark.Length, cancellationToken).ConfigureAwait(false) is not { } begin)
                return hellos is 1 ? HandshakeOutcome.Left : HandshakeOutcome.UnknownSecret;
            if (!Hello.Mark.StartsWith(begin))
                return begin[0] is TlsRecord ? HandshakeOutcome.Tls : HandshakeOutcome.NoHandshake;
            if (await input.TakeAsync(Hello.Size, cancellationToken).ConfigureAwait(false) is not { } hello
                || !hello.AsSpan().StartsWith(Hello.Mark))
                return HandshakeOutcome.NoHandshake;

            var (outcome, key, answer) = Judge(connection, hello);
            await output.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
            if (key is not null)
            {
                var proof = await input.TakeAsync(ClusterKey.ProofSize, cancellationToken).ConfigureAwait(false);
                return proof is not null && key.Accepts(proof, HandshakeSide.Dialer, hello, answer) ? outcome : HandshakeOutcome.WrongProof;
            }

            if (outcome is not HandshakeOutcome.UnknownSecret || hellos == DialerHandshake.MaxHellos)
            {
                await LetHearAsync(input, cancellationToken).ConfigureAwait(false);
                return outcome;
            }

            // The next hello is judged by what is read now. It is not waited for: what a stranger sends meanwhile would pile up.
            _ = secrets.RefreshAsync();
        }
    }

    /// <summary>Waits for the dialer to go: closed at once, the connection would take the answer with it.</summary>
    private static async Task LetHearAsync(PipeReader input, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(HearWithin);
        try
        {
            await input.PeekAsync(1, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It does not go by itself.
        }
    }

    private (HandshakeOutcome Outcome, ClusterKey? Key, byte[] Answer) Judge(ConnectionContext connection, byte[] hello)
    {
        if (!Hello.IsOf(cluster, hello))
            return Refuse(HandshakeOutcome.OtherCluster);
        if (!Hello.IsFor(connection.LocalEndPoint, hello))
            return Refuse(HandshakeOutcome.OtherEndPoint);
        return Hello.Find(secrets.Keys, hello) is (var key, var slot)
            ? (HandshakeOutcome.Proven, key, Answer.Accept(key, slot, hello))
            : Refuse(HandshakeOutcome.UnknownSecret);
    }

    private static (HandshakeOutcome Outcome, ClusterKey? Key, byte[] Answer) Refuse(HandshakeOutcome outcome) =>
        (outcome, null, Answer.Refuse(outcome));
}
