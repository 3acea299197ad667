using System.Buffers.Binary;

namespace SessionOrleans.Storage;

/// <summary>
/// How a record lies in its Redis string. Numbers are big-endian, instants and durations in units of 100 ns (instants since
/// the year 1 in UTC, 0 for none; a duration for ever is -10000), ids of saves, writes and attempts as 16 bytes.
/// <code>
///   0  layout, 1                    u8    the first 25 bytes are the same in every layout: the script reads them
///   1  version                      i64   written as 0, set by the script
///   9  save id                      16    tells the repetition of a save from another save
///  25  flags                        u8    <see cref="RecordFlags"/>
///  26  length of the owner, bytes   u16
///  28  length of the label, bytes   u16
///  30  with Session: value version i64 (0: this version), write id 16, created, time to live, cap, deadline, i64 each
///      with Lock:    fencing token i64 (0: this version), attempt 16, purpose u8, lease, since, until, i64 each
///      owner, label: UTF-8
///      the value's bytes as they are, to the end
/// </code>
/// A record with no flags is a tombstone: 30 bytes that keep the version.
/// </summary>
internal static class RecordLayout
{
    /// <summary>What this code writes.</summary>
    public const byte Current = 1;

    public const int IdLength = 16;
    public const int Version = 1;
    public const int SaveId = Version + 8;
    public const int Flags = SaveId + IdLength;
    public const int OwnerLength = Flags + 1;
    public const int LabelLength = OwnerLength + 2;
    public const int FixedLength = LabelLength + 2;
    public const int SessionLength = 8 + IdLength + (4 * 8);
    public const int LockLength = 8 + IdLength + 1 + (3 * 8);

    /// <summary>How many bytes come before the value. At least <see cref="FixedLength"/> bytes have to be there.</summary>
    public static int HeaderLength(ReadOnlySpan<byte> stored)
    {
        var flags = (RecordFlags)stored[Flags];
        return FixedLength
            + (flags.HasFlag(RecordFlags.Session) ? SessionLength : 0)
            + (flags.HasFlag(RecordFlags.Lock) ? LockLength : 0)
            + BinaryPrimitives.ReadUInt16BigEndian(stored[OwnerLength..])
            + BinaryPrimitives.ReadUInt16BigEndian(stored[LabelLength..]);
    }
}
