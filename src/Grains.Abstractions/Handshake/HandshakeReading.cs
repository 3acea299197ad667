using System.Buffers;
using System.IO.Pipelines;

namespace SessionOrleans.Handshake;

/// <summary>Takes messages of a known size from a connection, and leaves what follows them.</summary>
internal static class HandshakeReading
{
    /// <summary>Null where the peer went away first, or this process closes the connection.</summary>
    public static async ValueTask<byte[]?> TakeAsync(this PipeReader input, int size, CancellationToken cancellationToken)
    {
        var read = await input.ReadAtLeastAsync(size, cancellationToken).ConfigureAwait(false);
        if (read.Buffer.Length < size)
        {
            input.AdvanceTo(read.Buffer.Start);
            return null;
        }

        var message = read.Buffer.Slice(0, size).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(size));
        return message;
    }

    /// <summary>As much as there is of the first bytes, at least one; they stay. Null where the peer went away first.</summary>
    public static async ValueTask<byte[]?> PeekAsync(this PipeReader input, int size, CancellationToken cancellationToken)
    {
        var read = await input.ReadAtLeastAsync(1, cancellationToken).ConfigureAwait(false);
        var begin = read.Buffer.Slice(0, Math.Min(size, read.Buffer.Length)).ToArray();
        input.AdvanceTo(read.Buffer.Start);
        return begin.Length > 0 ? begin : null;
    }
}
