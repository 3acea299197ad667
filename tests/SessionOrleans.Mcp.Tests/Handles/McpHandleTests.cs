namespace SessionOrleans.Mcp.Tests.Handles;

public sealed class McpHandleTests
{
    private const string Tail = "AAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(at => (byte)at)];

    [Fact]
    public void Create_OfAKind_IsTheKindAnd128RandomBitsAndAChecksumOf40() =>
        Assert.Matches("^basket_[A-Za-z0-9_-]{28}$", SessionHandle.Create("basket", owner: null, Key));

    [Fact]
    public void Create_ManyTimes_NeverTheSame()
    {
        var handles = Enumerable.Range(0, 10_000).Select(_ => SessionHandle.Create("basket", owner: null, Key)).ToList();

        Assert.Equal(handles.Count, handles.Select(handle => handle[..29]).Distinct().Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alice")]
    public void Fits_OfAHandle_OnlyForWhomItWasMadeWithItsKeyAndInItsSpelling(string? owner)
    {
        var handle = SessionHandle.Create("basket", owner, Key);

        Assert.True(SessionHandle.Fits(handle, "basket", owner, Key));
        Assert.False(SessionHandle.Fits(handle, "basket", "bob", Key));
        Assert.False(SessionHandle.Fits(handle, "basket", owner, new byte[32]));
        Assert.False(SessionHandle.Fits(handle.Replace("basket", "casket", StringComparison.Ordinal), "casket", owner, Key));
        for (var at = "basket_".Length; at < handle.Length; at++)
        {
            var other = handle[at] == 'A' ? 'B' : 'A';
            Assert.False(SessionHandle.Fits($"{handle[..at]}{other}{handle[(at + 1)..]}", "basket", owner, Key), $"changed at {at}");
        }
    }

    [Fact]
    public void ToSessionId_OfAHandle_IsTheKindAndItsSha256()
    {
        // The reference is from another implementation: printf basket_1 | sha256sum, in base64url.
        Assert.Equal(
            "basket_2b3410j9Egt5gN2SbIMFzSapG9NYOpOFjK9FYD2yhlI", SessionHandle.ToSessionId("basket_1", "basket", SessionUser.Anonymous));
    }

    [Fact]
    public void ToSessionId_OfTheLongestKind_FitsIntoAnId()
    {
        var kind = new string('k', 64);

        foreach (var user in new[] { SessionUser.Anonymous, new("alice") })
            Assert.InRange(SessionHandle.ToSessionId(SessionHandle.Create(kind, user.Owner, Key), kind, user).Length, 1, 256);
    }

    [Fact]
    public void FromSessionId_OfAUsersSession_IsTheHandle()
    {
        var alice = new SessionUser("alice");
        var handle = SessionHandle.Create("basket", alice.Owner, Key);

        var id = SessionHandle.ToSessionId(handle, "basket", alice);

        Assert.Equal(handle, SessionHandle.FromSessionId(id, "basket", alice.Owner!));
        Assert.Null(SessionHandle.FromSessionId(id, "bask", alice.Owner!));
        Assert.Null(SessionHandle.FromSessionId(id, "basket", new SessionUser("bob").Owner!));
        Assert.Null(SessionHandle.FromSessionId(SessionHandle.ToUserSessionId("basket", alice.Owner!), "basket", alice.Owner!));
        Assert.Null(SessionHandle.FromSessionId("x", "basket", alice.Owner!));
    }

    [Fact]
    public void ToSessionId_OfKindsThatBeginAlike_NeverMeet()
    {
        const string Handle = "shop_basket_" + Tail;

        Assert.False(SessionHandle.IsOfKind(Handle, "shop"));
        Assert.True(SessionHandle.IsOfKind(Handle, "shop_basket"));
        foreach (var user in new[] { SessionUser.Anonymous, new("alice") })
            Assert.NotEqual(SessionHandle.ToSessionId(Handle, "shop", user), SessionHandle.ToSessionId(Handle, "shop_basket", user));
    }

    [Theory]
    [InlineData("basket_" + Tail, true)]
    [InlineData("basket_1", false)]
    [InlineData("basket_A" + Tail, false)]
    [InlineData("basket_", false)]
    [InlineData("basket", false)]
    [InlineData("", false)]
    [InlineData("Basket_" + Tail, false)]
    [InlineData("session_" + Tail, false)]
    [InlineData(" basket_" + Tail, false)]
    public void IsOfKind_OfWhatACallerSends_TellsThoseThatMayBeOurs(string handle, bool expected) =>
        Assert.Equal(expected, SessionHandle.IsOfKind(handle, "basket"));

    [Fact]
    public void IsOfKind_OfAnEndlessHandle_IsFalse() =>
        Assert.False(SessionHandle.IsOfKind("basket_" + new string('x', 1_000_000), "basket"));
}
