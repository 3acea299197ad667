using System.Net;
using Microsoft.AspNetCore.Connections;

namespace SessionOrleans.Handshake;

/// <summary>The side that opened the connection: it says hello, sees the listener's proof, and gives its own.</summary>
internal sealed class DialerHandshake(IClusterSecrets secrets, byte[] cluster)
{
    /// <summary>How often a dialer may say hello on one connection: where the secret was exchanged, both sides read it anew.</summary>
    public const int MaxHellos = 3;

    /// <summary>How long the listener has to read the secret anew.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<HandshakeOutcome> RunAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        for (var hellos = 1; ; hellos++)
        {
            var outcome = await TryAsync(connection, cancellationToken).ConfigureAwait(false);
            if (outcome is not HandshakeOutcome.UnknownSecret || !secrets.MayChange || hellos == MaxHellos)
                return outcome;
            await secrets.RefreshAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HandshakeOutcome> TryAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var keys = secrets.Keys;
        var hello = Hello.Write(cluster, connection.RemoteEndPoint, keys);
        await connection.Transport.Output.WriteAsync(hello, cancellationToken).ConfigureAwait(false);
        if (await connection.Transport.Input.TakeAsync(Answer.Size, cancellationToken).ConfigureAwait(false) is not { } answer)
            return HandshakeOutcome.Left;
        if (Answer.OutcomeOf(answer) is not { } outcome)
            return HandshakeOutcome.NoHandshake;
        if (outcome is not HandshakeOutcome.Proven)
            return outcome;
        if (Answer.ProvenKey(answer, hello, keys) is not { } key)
            return HandshakeOutcome.WrongProof;

        // What Orleans says next goes out behind it: the listener has proved that it has the key, so it takes the proof.
        var proof = key.Prove(HandshakeSide.Dialer, hello, answer);
        await connection.Transport.Output.WriteAsync(proof, cancellationToken).ConfigureAwait(false);
        return HandshakeOutcome.Proven;
    }
}
