using System.Reflection;

namespace SessionOrleans.Rules;

public sealed class ReservedIdsTests
{
    private static readonly string[] All =
    [
        .. typeof(ReservedIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void ReservedIds_Each_BeginsNoOther()
    {
        Assert.NotEmpty(All);
        Assert.All(All, one => Assert.Equal([one], All.Where(other => other.StartsWith(one, StringComparison.Ordinal))));
    }

    /// <summary>The id of a tool's session begins with a lower-case letter.</summary>
    [Fact]
    public void ReservedIds_Each_IsRefusedToOthersAndNoSessionOfATool() => Assert.All(All, id =>
    {
        Assert.True(ReservedIds.Has(id), id);
        Assert.Equal('~', id[0]);
        Assert.Throws<ArgumentException>(() => ReservedIds.Check(id));
        OwnRecords.Use(() => true);
        Assert.Throws<ArgumentException>(() => ReservedIds.Check(id));
    });

    [Fact]
    public async Task OwnRecords_UsedByOneCall_AreClosedToAllOthers()
    {
        var (inside, go) = (new TaskCompletionSource(), new TaskCompletionSource());

        var ours = OwnRecords.Use(async () =>
        {
            inside.SetResult();
            await go.Task;
            return OwnRecords.IsOpen;
        });

        await inside.Task;
        Assert.False(OwnRecords.IsOpen);
        Assert.Throws<InvalidOperationException>(() => OwnRecords.Use<int>(() => throw new InvalidOperationException()));
        Assert.False(OwnRecords.IsOpen);
        go.SetResult();
        Assert.True(await ours);
    }

    [Fact]
    public void ReservedIds_WithAHash_FitIntoAnId() =>
        Assert.All(All, id => Assert.InRange(id.Length + HashedId.Of("x").Length, 1, SessionLimits.MaxIdLength));

    /// <summary>What is stored under these ids is found by later versions only as long as they stay the same.</summary>
    [Fact]
    public void HashedId_OfText_IsItsSha256InBase64Url()
    {
        Assert.Equal("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0", HashedId.Of("abc"));
        Assert.Equal(HashedId.Of("abc"), HashedId.Of("abc"u8));
    }

    /// <summary>UTF-8 has one and the same replacement for every half: the two would be one.</summary>
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void HashedId_OfHalfASurrogatePair_IsRefused(int half)
    {
        var text = $"a{(char)half}";
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => HashedId.Of(text)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HashedId.Of("owner", text));
        Assert.Throws<ArgumentException>(() => HashedId.Of(text, "text"));
        Assert.Equal(43, HashedId.Of("a\ud83d\ude00").Length);
    }

    [Fact]
    public void HashedId_OfOneTextAndSeveralOwners_NeverMeets()
    {
        string?[] owners = [null, "", "a", "anonymous", "owner"];

        Assert.Equal(owners.Length, owners.Select(owner => HashedId.Of(owner, "text")).Distinct().Count());
    }
}
