using System.Buffers.Binary;
using SessionOrleans.Locking;
using SessionOrleans.Sessions;

namespace SessionOrleans.Storage;

/// <summary>Writes a record's header in the <see cref="RecordLayout"/>. The value is not copied: it follows as it is.</summary>
internal ref struct RecordWriter
{
    private Span<byte> _rest;

    private RecordWriter(Span<byte> rest) => _rest = rest;

    /// <summary>The header from the save id on; the script puts layout and version before it.</summary>
    /// <exception cref="ArgumentException">Owner or label is not text that UTF-8 can carry.</exception>
    public static byte[] Header(SessionRecord record, Guid saveId)
    {
        var owner = record.Owner is null ? 0 : RedisKeys.Utf8.GetByteCount(record.Owner);
        var label = record.Holder?.Label is { } text ? RedisKeys.Utf8.GetByteCount(text) : 0;
        var flags = FlagsOf(record);
        var header = new byte[RecordLayout.FixedLength - RecordLayout.StampLength
            + (record.Lifetime is null ? 0 : RecordLayout.SessionLength)
            + (record.Holder is null ? 0 : RecordLayout.LockLength)
            + owner + label];

        var writer = new RecordWriter(header);
        writer.Put(saveId);
        writer.Put((byte)flags);
        writer.Put((ushort)owner);
        writer.Put((ushort)label);
        if (record.Lifetime is { } lifetime)
            writer.Put(record, lifetime);
        if (record.Holder is { } holder)
            writer.Put(holder);
        writer.Put(record.Owner);
        writer.Put(record.Holder?.Label);
        return header;
    }

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
