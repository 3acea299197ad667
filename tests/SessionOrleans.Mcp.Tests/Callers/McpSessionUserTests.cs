using System.Security.Claims;

namespace SessionOrleans.Mcp.Tests.Callers;

public sealed class McpSessionUserTests
{
    [Fact]
    public void IdOf_NobodySignedIn_IsNull()
    {
        Assert.Null(SessionUser.IdOf(null));
        Assert.Null(SessionUser.IdOf(new ClaimsPrincipal()));
        Assert.Null(SessionUser.IdOf(Principal(Identity("alice", authenticated: false))));
    }

    [Fact]
    public void IdOf_SubOrNameIdentifier_IsTheSameUser() =>
        Assert.Equal(
            SessionUser.IdOf(Principal(Identity("42", "sub"))), SessionUser.IdOf(Principal(Identity("42", ClaimTypes.NameIdentifier))));

    [Fact]
    public void IdOf_SameSubjectOfTwoIssuers_IsTwoUsers() =>
        Assert.NotEqual(SessionUser.IdOf(Principal(Identity("42", issuer: "https://a.test"))), SessionUser.IdOf(
            Principal(Identity("42", issuer: "https://b.test"))));

    [Theory]
    [InlineData("a|b", "c", "a", "b|c")]
    [InlineData("a", "|b", "a|", "b")]
    [InlineData("a%7C", "b", "a|", "b")]
    public void IdOf_IssuersAndSubjectsThatReadAlike_AreTwoUsers(string issuer, string subject, string otherIssuer, string otherSubject) =>
        Assert.NotEqual(SessionUser.IdOf(Principal(Identity(subject, issuer: issuer))), SessionUser.IdOf(
            Principal(Identity(otherSubject, issuer: otherIssuer))));

    [Fact]
    public void IdOf_ClaimsOfAnIdentityThatIsNotAuthenticated_DoNotCount() =>
        Assert.Equal(
            SessionUser.IdOf(Principal(Identity("alice"))),
            SessionUser.IdOf(Principal(Identity("mallory", ClaimTypes.NameIdentifier, authenticated: false), Identity("alice"))));

    [Theory]
    [InlineData(ClaimTypes.Name)]
    [InlineData(ClaimTypes.Email)]
    [InlineData(ClaimTypes.Upn)]
    public void IdOf_OnlyWhatCanPassToAnother_IsRefusedWithTheFix(string claim)
    {
        var error = Assert.Throws<SessionUserException>(() => SessionUser.IdOf(Principal(Identity("alice", claim))));

        Assert.Contains("SessionToolsOptions.UserId", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IdOf_EmptySubject_IsRefused() => Assert.Throws<SessionUserException>(() => SessionUser.IdOf(Principal(Identity(""))));

    [Fact]
    public void Owner_OfAnEndlessId_FitsIntoTheStore()
    {
        Assert.Equal(43, new SessionUser(new('x', 10_000)).Owner!.Length);
        Assert.Null(SessionUser.Anonymous.Owner);
    }

    [Fact]
    public void Constructor_EmptyId_Throws() => Assert.Throws<ArgumentException>(() => new SessionUser(""));

    [Fact]
    public void ToString_Never_SaysWho() => Assert.Equal("signed in", new SessionUser("alice").ToString());

    private static ClaimsPrincipal Principal(params ClaimsIdentity[] identities) => new(identities);

    private static ClaimsIdentity Identity(
        string subject, string type = "sub", string issuer = "https://a.test", bool authenticated = true) =>
        new([new Claim(type, subject, null, issuer)], authenticated ? "Bearer" : null);
}
