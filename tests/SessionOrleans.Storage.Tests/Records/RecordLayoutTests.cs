using System.Buffers.Binary;
using SessionOrleans.Locking;
using SessionOrleans.Sessions;

namespace SessionOrleans.Storage;

/// <summary>Bytes that silos of any version wrote are read for ever.</summary>
public sealed class RecordLayoutTests
{
    private const long Version = 1_790_000_000_123_456;

    private static readonly DateTimeOffset Instant = new(2026, 9, 21, 13, 33, 20, TimeSpan.Zero);

    private static readonly Guid SaveId = new("00112233-4455-6677-8899-aabbccddeeff");

    public static TheoryData<string, string> Layout1 => new()
    {
        {
            "session",
            "0100065BFEDA27C24000112233445566778899AABBCCDDEEFF0D0003000000000000000000000A0B0C0D0E0F101112131415" +
            "1617181908DF17E4E6AD50000000000861C4680008DF18AE1117100008DF17F17953EC00616E6ECAFE"
        },
        {
            "session and lock",
            "0100065BFEDA27C24000112233445566778899AABBCCDDEEFF130000000700065BFEDA27C2390A0B0C0D0E0F101112131415" +
            "1617181908DF17E4E6AD5000FFFFFFFFFFFFD8F00000000000000000000000000000000000065BFEDA27C23B1A1B1C1D1E1F" +
            "20212223242526272829010000000011E1A30008DF17E4E6AD500008DF17E4F88EF3006AC3BC7267656ECAFE"
        },
        {
            "lock",
            "0100065BFEDA27C24000112233445566778899AABBCCDDEEFF120000000700065BFEDA27C23B1A1B1C1D1E1F202122232425" +
            "26272829010000000011E1A30008DF17E4E6AD500008DF17E4F88EF3006AC3BC7267656E"
        },
        {
            "tombstone",
            "0100065BFEDA27C24000112233445566778899AABBCCDDEEFF0000000000"
        },
    };

    [Theory]
    [MemberData(nameof(Layout1))]
    public void Read_BytesOfLayout1_AreTheRecord(string name, string hex) =>
        Assert.Equal(Sample.Described(RecordOf(name).Saved(Version)), Sample.Described(RecordReader.Record(Convert.FromHexString(hex))));

    [Theory]
    [MemberData(nameof(Layout1))]
    public void Write_Record_IsTheBytesOfLayout1(string name, string hex)
    {
        var record = RecordOf(name);

        var written = new byte[RecordWriter.LengthOf(record)];
        RecordWriter.Write(record, SaveId, written);

        BinaryPrimitives.WriteInt64BigEndian(written.AsSpan(RecordLayout.Version), Version);
        Assert.Equal(hex, Convert.ToHexString(written));
    }

    [Fact]
    public void Read_HeaderOnly_HasAllButTheValue()
    {
        var record = RecordOf("session and lock");
        var written = new byte[RecordWriter.LengthOf(record)];
        RecordWriter.Write(record, SaveId, written);

        var read = RecordReader.Header(written.AsSpan(0, RecordLayout.HeaderLength(written)));

        Assert.Equal(Sample.Described(record with { Value = [] }), Sample.Described(read));
    }

    [Theory]
    [InlineData("02")]
    [InlineData("01")]
    [InlineData("7B2261223A317D")]
    [InlineData("01000000000000000100112233445566778899AABBCCDDEEFF0100000000")]
    public void Read_NotOurs_SaysSo(string hex) =>
        Assert.Throws<SessionStorageException>(() => RecordReader.Record(Convert.FromHexString(hex)));

    private static SessionRecord RecordOf(string name) => name switch
    {
        "session" => new()
        {
            Value = [0xCA, 0xFE],
            WriteId = new("0a0b0c0d-0e0f-1011-1213-141516171819"),
            Owner = "ann",
            Lifetime = new(Instant, TimeSpan.FromHours(1), Sliding: true, CapAt: Instant.AddDays(1), Deadline: Instant.AddHours(1.5)),
        },
        "session and lock" => RecordOf("session") with
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
        _ => SessionRecord.None,
    };
}
