using SessionOrleans.AspNetCore.SessionMessages;

namespace SessionOrleans.AspNetCore.Tests.SessionMessages;

/// <summary>What is kept of messages to an older client: a bounded number of them, and a bounded length.</summary>
public sealed class OutboxRecordTests
{
    private static readonly OutboxRecord Empty = new("reader", 1, []);

    [Fact]
    public void Add_MoreMessagesThanAreKept_DropsTheOldestAndGoesOnNumbering()
    {
        var record = Empty;
        for (var number = 1; number <= 300; number++)
            record = OutboxRecord.Parse(record.Add($"message {number}").ToBytes());

        Assert.Equal(301, record.Next);
        Assert.Equal(
            Enumerable.Range(45, 256).Select(number => ((long)number, $"message {number}")), record.From(1));
        Assert.Equal([(300L, "message 300")], record.From(300));
    }

    [Fact]
    public void Add_LongMessages_StaysWithinItsLengthButForTheLastOne()
    {
        var record = Empty;
        for (var number = 0; number < 20; number++)
            record = record.Add(new string('x', 40_000));
        Assert.Equal(6, record.Messages.Count);

        Assert.Single(record.Add(new string('y', 300_000)).Messages);
    }
}
