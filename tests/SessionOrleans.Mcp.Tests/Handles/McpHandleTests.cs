namespace SessionOrleans.Mcp.Tests.Handles;

public sealed class McpHandleTests
{
    [Fact]
    public void Create_OfAKind_IsTheKindAnd128RandomBits() =>
        Assert.Matches("^basket_[A-Za-z0-9_-]{22}$", SessionHandle.Create("basket"));

    [Fact]
    public void Create_ManyTimes_NeverTheSame()
    {
        var handles = Enumerable.Range(0, 10_000).Select(_ => SessionHandle.Create("basket")).ToList();

        Assert.Equal(handles.Count, handles.Distinct().Count());
    }

    [Fact]
    public void ToSessionId_OfAHandle_IsTheKindAndItsSha256()
    {
        // The reference is from another implementation: printf basket_1 | sha256sum, in base64url.
        Assert.Equal("basket_2b3410j9Egt5gN2SbIMFzSapG9NYOpOFjK9FYD2yhlI", SessionHandle.ToSessionId("basket_1", "basket"));
    }

    [Fact]
    public void ToSessionId_OfTheLongestKind_FitsIntoAnId() =>
        Assert.True(SessionHandle.ToSessionId(SessionHandle.Create(new('k', 64)), new('k', 64)).Length <= 256);

    [Fact]
    public void ToSessionId_OfKindsThatBeginAlike_NeverMeet()
    {
        const string Handle = "shop_basket_1";

        Assert.True(SessionHandle.IsOfKind(Handle, "shop"));
        Assert.True(SessionHandle.IsOfKind(Handle, "shop_basket"));
        Assert.NotEqual(SessionHandle.ToSessionId(Handle, "shop"), SessionHandle.ToSessionId(Handle, "shop_basket"));
    }

    [Theory]
    [InlineData("basket_1", true)]
    [InlineData("basket_", false)]
    [InlineData("basket", false)]
    [InlineData("", false)]
    [InlineData("Basket_1", false)]
    [InlineData("session_1", false)]
    [InlineData(" basket_1", false)]
    public void IsOfKind_OfWhatACallerSends_TellsThoseThatMayBeOurs(string handle, bool expected) =>
        Assert.Equal(expected, SessionHandle.IsOfKind(handle, "basket"));

    [Fact]
    public void IsOfKind_OfAnEndlessHandle_IsFalse() => Assert.False(SessionHandle.IsOfKind("basket_" + new string('x', 1_000_000), "basket"));
}
