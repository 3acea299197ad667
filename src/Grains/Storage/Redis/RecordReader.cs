using System.Buffers.Binary;
using System.Text;

namespace SessionOrleans.Storage;

/// <summary>Reads records in the <see cref="RecordLayout"/>.</summary>
internal ref struct RecordReader
{
    private ReadOnlySpan<byte> _rest;

    private RecordReader(ReadOnlySpan<byte> rest) => _rest = rest;

    /// <summary>A whole record, its value copied out of <paramref name="stored"/>.</summary>
    /// <exception cref="SessionStorageException">What is stored is no record that this version can read.</exception>
    public static SessionRecord Record(ReadOnlySpan<byte> stored) => Read(stored, withValue: true);

    /// <summary>A record from its header; an empty value stands for the one that is stored.</summary>
    /// <exception cref="SessionStorageException">What is stored is no record that this version can read.</exception>
    public static SessionRecord Header(ReadOnlySpan<byte> stored) => Read(stored, withValue: false);

    private static SessionRecord Read(ReadOnlySpan<byte> stored, bool withValue)
    {
        try
        {
            return stored.IsEmpty ? SessionRecord.None : ReadParts(stored, withValue);
        }
        catch (Exception damage) when (damage is ArgumentException or InvalidOperationException)
        {
            // Numbers that are no instants.
            throw Damaged();
        }
    }

    private static SessionRecord ReadParts(ReadOnlySpan<byte> stored, bool withValue)
    {
        if (stored[0] is < RecordLayout.Oldest or > RecordLayout.Newest)
            throw Unreadable(
                $"it is in layout {stored[0]}, and this version reads layouts {RecordLayout.Oldest} to {RecordLayout.Newest}. " +
                "Where a later version wrote it: Update this silo.");
        var fixedLength = RecordLayout.FixedLength(stored[0]);
        if (stored.Length < fixedLength
            || RecordLayout.HeaderLength(stored) is var header && (stored.Length < header || header < fixedLength))
            throw Damaged();

        var flags = (RecordFlags)stored[RecordLayout.Flags];
        var reader = new RecordReader(stored[RecordLayout.Version..]);
        var version = reader.Number();
        if (version <= 0)
            throw Damaged();
        reader._rest = stored[RecordLayout.OwnerLength..];
        var owner = reader.Short();
        var label = reader.Short();
        reader._rest = stored[fixedLength..header];
        if (!reader.Holds(flags, owner, label))
            throw Damaged();

        var record = new SessionRecord();
        if (flags.HasFlag(RecordFlags.Session))
            record = reader.Session(flags.HasFlag(RecordFlags.Sliding));
        var holder = flags.HasFlag(RecordFlags.Lock) ? reader.Holder() : null;
        var ownerText = reader.Text(flags.HasFlag(RecordFlags.Owner), owner);
        var labelText = reader.Text(flags.HasFlag(RecordFlags.Label), label);
        return (record with
        {
            Owner = ownerText,
            IsRemoved = flags.HasFlag(RecordFlags.Removed),
            Holder = holder is null ? null : holder with { Label = labelText },
            Value = record.Lifetime is null ? null : withValue ? stored[header..].ToArray() : [],
        }).Saved(version);
    }

    private static SessionStorageException Damaged() => Unreadable("it is damaged: something else than this store wrote its key.");

    private static SessionStorageException Unreadable(string what) => new(what) { NothingSaved = true, IsUnreadable = true };

    /// <summary>Whether what is left is enough for the parts that the flags name.</summary>
    private readonly bool Holds(RecordFlags flags, int owner, int label) => _rest.Length >= owner + label
        + (flags.HasFlag(RecordFlags.Session) ? RecordLayout.SessionLength : 0)
        + (flags.HasFlag(RecordFlags.Lock) ? RecordLayout.LockLength : 0);

    private SessionRecord Session(bool sliding) => new()
    {
        ValueVersion = Number(),
        WriteId = Id(),
        Lifetime = new(CreatedAt: Instant()!.Value, TimeToLive: new(Number()), sliding, CapAt: Instant(), Deadline: Instant()),
    };

    private LockHolder Holder() => new(
        FencingToken: Number(), Attempt: Id(), Purpose: (LockPurpose)Take(1)[0], Lease: new(Number()), Since: Instant()!.Value,
        Until: Instant()!.Value, Label: null);

    private DateTimeOffset? Instant() => Number() is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private long Number() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    private int Short() => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort)));

    private Guid Id() => new(Take(RecordLayout.IdLength), bigEndian: true);

    private string? Text(bool isThere, int length) => isThere ? Encoding.UTF8.GetString(Take(length)) : null;

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
