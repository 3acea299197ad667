using System.Buffers.Binary;

namespace SessionOrleans.Storage;

/// <summary>Writes records in the <see cref="RecordLayout"/>, their version 0.</summary>
internal ref struct RecordWriter
{
    private static readonly byte[] Tombstone = NewTombstone();

    private Span<byte> _rest;

    private RecordWriter(Span<byte> rest) => _rest = rest;

    /// <summary>A tombstone up to its version, for scripts that make one.</summary>
    public static ReadOnlyMemory<byte> TombstoneBeforeVersion => Tombstone.AsMemory(0, RecordLayout.Version);

    /// <summary>A tombstone from its save id on.</summary>
    public static ReadOnlyMemory<byte> TombstoneAfterVersion => Tombstone.AsMemory(RecordLayout.SaveId);

    /// <summary>How many bytes a record takes.</summary>
    /// <exception cref="ArgumentException">Owner or label is not text that UTF-8 can carry.</exception>
    public static int LengthOf(SessionRecord record, byte layout = RecordLayout.Current) =>
        HeaderLengthOf(record, layout) + (record.Value?.Length ?? 0);

    /// <summary>How many of them come before the value.</summary>
    /// <exception cref="ArgumentException">Owner or label is not text that UTF-8 can carry.</exception>
    public static int HeaderLengthOf(SessionRecord record, byte layout = RecordLayout.Current) => RecordLayout.FixedLength(layout)
        + (record.Lifetime is null ? 0 : RecordLayout.SessionLength)
        + (record.Holder is null && (record.Lifetime is null || layout == RecordLayout.Oldest) ? 0 : RecordLayout.LockLength)
        + LengthOf(record.Owner) + LengthOf(record.Holder?.Label);

    /// <summary>Writes <see cref="LengthOf(SessionRecord, byte)"/> bytes, or only the <see cref="HeaderLengthOf"/> before the value where
    /// there is room for no more.</summary>
    public static void Write(SessionRecord record, Guid saveId, Span<byte> destination, byte layout = RecordLayout.Current)
    {
        var writer = new RecordWriter(destination);
        writer.Put(layout);
        writer.Put(0L);
        writer.Put(saveId);
        writer.Put((byte)FlagsOf(record));
        writer.Put((ushort)LengthOf(record.Owner));
        writer.Put((ushort)LengthOf(record.Holder?.Label));
        if (layout != RecordLayout.Oldest)
            writer.Put((ushort)HeaderLengthOf(record, layout));
        if (record.Lifetime is { } lifetime)
            writer.Put(record, lifetime);
        if (record.Holder is { } holder)
            writer.Put(holder);
        writer.Put(record.Owner);
        writer.Put(record.Holder?.Label);

        // Room for a lock that is not there.
        var value = destination[HeaderLengthOf(record, layout)..];
        writer._rest[..^value.Length].Clear();
        if (value.Length > 0)
            record.Value?.CopyTo(value);
    }

    private static byte[] NewTombstone()
    {
        var tombstone = new byte[LengthOf(SessionRecord.None)];
        Write(SessionRecord.None, Guid.Empty, tombstone);
        return tombstone;
    }

    private static int LengthOf(string? text) => text is null ? 0 : RedisKeys.Utf8.GetByteCount(text);

    private static RecordFlags FlagsOf(SessionRecord record) =>
        (record.Lifetime is null ? 0 : RecordFlags.Session)
        | (record.Holder is null ? 0 : RecordFlags.Lock)
        | (record.Lifetime is { Sliding: true } ? RecordFlags.Sliding : 0)
        | (record.IsRemoved ? RecordFlags.Removed : 0)
        | (record.Owner is null ? 0 : RecordFlags.Owner)
        | (record.Holder?.Label is null ? 0 : RecordFlags.Label);

    private void Put(SessionRecord record, SessionLifetime lifetime)
    {
        Put(record.ValueVersion);
        Put(record.WriteId);
        Put(lifetime.CreatedAt.UtcTicks);
        Put(lifetime.TimeToLive.Ticks);
        Put(lifetime.CapAt?.UtcTicks ?? 0);
        Put(lifetime.Deadline?.UtcTicks ?? 0);
    }

    private void Put(LockHolder holder)
    {
        Put(holder.FencingToken);
        Put(holder.Attempt);
        Put((byte)holder.Purpose);
        Put(holder.Lease.Ticks);
        Put(holder.Since.UtcTicks);
        Put(holder.Until.UtcTicks);
    }

    private void Put(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_rest, number);
        _rest = _rest[sizeof(long)..];
    }

    private void Put(ushort number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_rest, number);
        _rest = _rest[sizeof(ushort)..];
    }

    private void Put(byte number)
    {
        _rest[0] = number;
        _rest = _rest[1..];
    }

    private void Put(Guid id)
    {
        id.TryWriteBytes(_rest, bigEndian: true, out var written);
        _rest = _rest[written..];
    }

    private void Put(string? text) => _rest = _rest[RedisKeys.Utf8.GetBytes(text, _rest)..];
}
