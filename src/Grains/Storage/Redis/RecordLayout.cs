using System.Buffers.Binary;

namespace SessionOrleans.Storage;

/// <summary>
/// How a record lies in its Redis string. Numbers are big-endian, instants and durations in units of 100 ns (instants since
/// the year 1 in UTC, 0 for none; a duration for ever is -10000), ids of saves, writes and attempts as 16 bytes.
/// <code>
///   0  layout, 2                    u8    the first 25 bytes are the same in every layout: the script reads them
///   1  version                      i64   written as 0, set by the script
///   9  save id                      16    tells the repetition of a save from another save
///  25  flags                        u8    <see cref="RecordFlags"/>
///  26  length of the owner, bytes   u16
///  28  length of the label, bytes   u16
///  30  length of all before the value, u16; not in layout 1. What lies between the parts below and the value is skipped.
///  32  with Session: value version i64 (0: this version), write id 16, created, time to live, cap, deadline, i64 each; the script that
///      saves headers knows where the deadline is
///      with Lock:    fencing token i64 (0: this version), attempt 16, purpose u8, lease, since, until, i64 each
///      owner, label: UTF-8
///      with Session and without Lock: room for one, so that a lock comes and goes without moving the value (<see cref="HeaderScript"/>)
///      the value's bytes as they are, to the end
/// </code>
/// A record with no flags is a tombstone: 32 bytes that keep the version; 30 in layout 1, where all else begins two bytes earlier.
/// </summary>
/// <remarks>
/// A new layout gets the next number and keeps the first 25 bytes. It comes in two releases, so that silos of both run side by side while
/// they are upgraded: the first reads it (<see cref="Newest"/>) and goes on writing the one before (<see cref="Current"/>), the next
/// writes it. Bytes of it are added to the tests' <c>Storage/Layouts</c>, and stay there: what was written once is read for ever.
/// </remarks>
internal static class RecordLayout
{
    /// <summary>The first there was.</summary>
    public const byte Oldest = 1;

    /// <summary>What this code writes.</summary>
    public const byte Current = 2;

    /// <summary>The last that this code reads.</summary>
    public const byte Newest = 2;

    public const int IdLength = 16;
    public const int Version = 1;
    public const int SaveId = Version + 8;
    public const int Flags = SaveId + IdLength;
    public const int OwnerLength = Flags + 1;
    public const int LabelLength = OwnerLength + 2;
    public const int HeaderLengthAt = LabelLength + 2;

    /// <summary>Where a session's deadline is in the present layout.</summary>
    public const int DeadlineAt = HeaderLengthAt + 2 + 8 + IdLength + (3 * 8);

    public const int SessionLength = 8 + IdLength + (4 * 8);
    public const int LockLength = 8 + IdLength + 1 + (3 * 8);

    /// <summary>How many bytes every record of a layout has.</summary>
    public static int FixedLength(byte layout) => layout == Oldest ? HeaderLengthAt : HeaderLengthAt + 2;

    /// <summary>How many bytes come before the value. At least <see cref="FixedLength"/> bytes have to be there.</summary>
    public static int HeaderLength(ReadOnlySpan<byte> stored)
    {
        if (stored[0] != Oldest)
            return BinaryPrimitives.ReadUInt16BigEndian(stored[HeaderLengthAt..]);
        var flags = (RecordFlags)stored[Flags];
        return HeaderLengthAt
            + (flags.HasFlag(RecordFlags.Session) ? SessionLength : 0)
            + (flags.HasFlag(RecordFlags.Lock) ? LockLength : 0)
            + BinaryPrimitives.ReadUInt16BigEndian(stored[OwnerLength..])
            + BinaryPrimitives.ReadUInt16BigEndian(stored[LabelLength..]);
    }
}
