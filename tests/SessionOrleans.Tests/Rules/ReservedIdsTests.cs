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

    /// <summary>The id of a tool's session begins with a lower-case letter, and has no colon.</summary>
    [Fact]
    public void ReservedIds_Each_IsNoSessionOfATool() =>
        Assert.All(All, id => Assert.True(id[0] is '~' || id.Contains(':', StringComparison.Ordinal), id));

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

    [Fact]
    public void HashedId_OfOneTextAndSeveralOwners_NeverMeets()
    {
        string?[] owners = [null, "", "a", "anonymous", "owner"];

        Assert.Equal(owners.Length, owners.Select(owner => HashedId.Of(owner, "text")).Distinct().Count());
    }
}
