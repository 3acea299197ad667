namespace SessionOrleans.Quotas;

public sealed class OwnedSessionsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void Between_WithNothingUnderWay_IsWhatWasFound()
    {
        var owned = OwnedSessions.Between(Of(("basket", 7), ("draft", 2)), Of(("basket", 3)), new());

        Assert.Equal((3, 3, 0, 3 * 1_024L), (owned.Sessions, owned.OfKind("basket"), owned.OfKind("draft"), owned.Bytes));
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(6, 6)]
    [InlineData(9, 8)]
    public void Between_WithWritesUnderWay_KeepsWhatWasBelievedAsFarAsItCanBe(int believed, int expected)
    {
        var owned = OwnedSessions.Between(Of(("basket", believed)), found: Of(("basket", 5)), underWay: Of(("basket", 3)));

        Assert.Equal((expected, expected * 1_024L), (owned.OfKind("basket"), owned.Bytes));
    }

    [Fact]
    public void Remove_OfWhatWasNotCounted_FallsNotBelowZero()
    {
        var owned = Of(("basket", 1));
        owned.Remove("draft", 5_000);
        owned.Remove("basket", 5_000);
        owned.Remove("basket", 5_000);

        Assert.Equal((0, 0L), (owned.Sessions, owned.Bytes));
    }

    [Fact]
    public void UnderWay_AfterTheirTime_AreNone()
    {
        var writes = new WritesUnderWay();
        var quota = new WriteQuota(1, 1, 1, 1);
        for (var second = 0; second < 60; second++)
            writes.Add(new("basket", IsNew: true, 1_024, quota), TimeSpan.FromSeconds(second));

        Assert.InRange(writes.Sum(TimeSpan.FromSeconds(59)).Sessions, 3, 6);
        Assert.Equal(0, writes.Sum(TimeSpan.FromSeconds(59) + Long).Sessions);
    }

    private static OwnedSessions Of(params (string Kind, int Number)[] kinds)
    {
        var owned = new OwnedSessions();
        foreach (var (kind, number) in kinds)
        {
            for (var i = 0; i < number; i++)
                owned.Add(kind, 1_024);
        }

        return owned;
    }
}
