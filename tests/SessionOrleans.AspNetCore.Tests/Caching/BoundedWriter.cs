using System.Buffers;

namespace SessionOrleans.AspNetCore.Tests.Caching;

/// <summary>Takes so many bytes and no more, as HybridCache's own writer does (<c>MaximumPayloadBytes</c>).</summary>
public sealed class BoundedWriter(int most) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _written = new();

    /// <summary>What was written.</summary>
    public byte[] Written => _written.WrittenSpan.ToArray();

    /// <inheritdoc/>
    public void Advance(int count)
    {
        if (_written.WrittenCount + count > most)
            throw new InvalidOperationException("More than the writer takes.");
        _written.Advance(count);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);
}
