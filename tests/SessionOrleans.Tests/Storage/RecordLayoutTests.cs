using System.Buffers.Binary;

namespace SessionOrleans.Storage;

/// <summary>Bytes that silos of any version wrote are read for ever.</summary>
public sealed class RecordLayoutTests
{
    private const long Version = 1_790_000_000_123_456;

    private static readonly DateTimeOffset Instant = new(2026, 9, 21, 13, 33, 20, TimeSpan.Zero);

    private static readonly Guid SaveId = new("00112233-4455-6677-8899-aabbccddeeff");

    private static readonly string[] Names = ["session", "session-and-lock", "lock", "removed", "tombstone"];

    /// <summary>Each layout there ever was, with what was written in it: as files, which are added to and never changed.</summary>
    public static TheoryData<byte, string> Written => Files(static (_, _) => true);

    /// <summary>What is written in each layout now: sessions of layout 2 have room for a lock.</summary>
    public static TheoryData<byte, string> WrittenNow =>
        Files(static (layout, name) => layout == 1 || name is not ("session" or "removed"));

    [Theory]
    [MemberData(nameof(Written))]
    public void Read_BytesOfEachLayout_AreTheRecord(byte layout, string name)
    {
        var stored = BytesOf(layout, name);
        Assert.Equal(Sample.Described(RecordOf(name).Saved(Version)), Sample.Described(RecordReader.Record(stored)));
        var header = RecordReader.Header(stored.AsSpan(0, RecordLayout.HeaderLength(stored)));
        Assert.Equal((RecordOf(name).Owner, RecordOf(name).Deadline), (header.Owner, header.Deadline));
    }

    [Theory]
    [MemberData(nameof(WrittenNow))]
    public void Write_Record_IsTheBytesOfTheLayout(byte layout, string name)
    {
        var record = RecordOf(name);

        var written = new byte[RecordWriter.LengthOf(record, layout)];
        RecordWriter.Write(record, SaveId, written, layout);

        BinaryPrimitives.WriteInt64BigEndian(written.AsSpan(RecordLayout.Version), Version);
        Assert.Equal(Convert.ToHexString(BytesOf(layout, name)), Convert.ToHexString(written));
    }

    /// <summary>What a later version adds there is skipped by this one.</summary>
    [Fact]
    public void Read_PartsThatAreNotKnown_AreSkipped()
    {
        var stored = BytesOf(2, "session-and-lock");
        var header = RecordLayout.HeaderLength(stored);
        byte[] longer = [.. stored[..header], 1, 2, 3, 4, 5, .. stored[header..]];
        BinaryPrimitives.WriteUInt16BigEndian(longer.AsSpan(RecordLayout.HeaderLengthAt), (ushort)(header + 5));

        Assert.Equal(Sample.Described(RecordReader.Record(stored)), Sample.Described(RecordReader.Record(longer)));
    }

    [Fact]
    public void Read_LayoutOfALaterVersion_SaysWhatToUpdate()
    {
        var stored = BytesOf(RecordLayout.Newest, "session");
        stored[0] = RecordLayout.Newest + 1;
        var refused = Assert.Throws<SessionStorageException>(() => RecordReader.Record(stored));
        Assert.Contains($"layout {RecordLayout.Newest + 1}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Update this silo", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeaderOnly_HasAllButTheValue()
    {
        var record = RecordOf("session-and-lock");
        var written = new byte[RecordWriter.LengthOf(record)];
        RecordWriter.Write(record, SaveId, written);
        BinaryPrimitives.WriteInt64BigEndian(written.AsSpan(RecordLayout.Version), Version);

        var read = RecordReader.Header(written.AsSpan(0, RecordLayout.HeaderLength(written)));

        Assert.Equal(Sample.Described((record with { Value = [] }).Saved(Version)), Sample.Described(read));
    }

    [Theory]
    [InlineData("03")]
    [InlineData("02")]
    [InlineData("01")]
    [InlineData("00")]
    [InlineData("02000000000000000100112233445566778899AABBCCDDEEFF01000000000020")]
    [InlineData("02000000000000000100112233445566778899AABBCCDDEEFF0000000000FFFF")]
    [InlineData("02000000000000000100112233445566778899AABBCCDDEEFF00000000000001")]
    [InlineData("7B2261223A317D")]
    [InlineData("01000000000000000100112233445566778899AABBCCDDEEFF0100000000")]
    public void Read_NotOurs_SaysSo(string hex) =>
        Assert.Throws<SessionStorageException>(() => RecordReader.Record(Convert.FromHexString(hex)));

    private static TheoryData<byte, string> Files(Func<byte, string, bool> wanted)
    {
        var all = new TheoryData<byte, string>();
        for (var layout = RecordLayout.Oldest; layout <= RecordLayout.Newest; layout++)
        {
            foreach (var name in (string[])[.. Names, .. layout == 2 ? ["session-with-room", "removed-with-room"] : Array.Empty<string>()])
            {
                if (wanted(layout, name))
                    all.Add(layout, name);
            }
        }

        return all;
    }

    private static byte[] BytesOf(byte layout, string name) => Convert.FromHexString(File.ReadAllText(
        Repository.PathOf($"tests/SessionOrleans.Tests/Storage/Layouts/{layout}/{name}.hex")).Trim());

    private static SessionRecord RecordOf(string name) => name switch
    {
        "session" or "session-with-room" => new()
        {
            Value = [0xCA, 0xFE],
            WriteId = new("0a0b0c0d-0e0f-1011-1213-141516171819"),
            Owner = "ann",
            Lifetime = new(Instant, TimeSpan.FromHours(1), Sliding: true, CapAt: Instant.AddDays(1), Deadline: Instant.AddHours(1.5)),
        },
        "session-and-lock" => RecordOf("session") with
        {
            ValueVersion = Version - 7,
            Owner = null,
            Lifetime = new(Instant, Timeout.InfiniteTimeSpan, Sliding: false, CapAt: null, Deadline: null),
            Holder = RecordOf("lock").Holder,
        },
        "lock" => new()
        {
            Holder = new(
                Version - 5, new("1a1b1c1d-1e1f-2021-2223-242526272829"), LockPurpose.Update, TimeSpan.FromSeconds(30),
                Instant, Instant.AddSeconds(30), "jürgen"),
        },
        "removed" or "removed-with-room" => RecordOf("session") with { IsRemoved = true },
        _ => SessionRecord.None,
    };
}
