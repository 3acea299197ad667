using System.Globalization;
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

    /// <summary>In UTF-8 the two would be one owner.</summary>
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDFFF)]
    public void Constructor_HalfASurrogatePair_Throws(int half)
    {
        var id = $"a{(char)half}";
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => new SessionUser(id)).Message, StringComparison.Ordinal);
        Assert.Throws<SessionUserException>(() => SessionUser.IdOf(Principal(Identity("alice", issuer: id))));
    }

    [Fact]
    public void IdWithSchemeOf_EqualIdsOfTwoSchemes_AreTwoUsers()
    {
        string?[] ids =
        [
            SessionUser.IdWithSchemeOf(Principal(Identity("42", issuer: ClaimsIdentity.DefaultIssuer, scheme: "Employees"))),
            SessionUser.IdWithSchemeOf(Principal(Identity("42", issuer: ClaimsIdentity.DefaultIssuer, scheme: "Customers"))),
            SessionUser.IdWithSchemeOf(Principal(Identity("42", issuer: "a|b", scheme: "c"))),
            SessionUser.IdWithSchemeOf(Principal(Identity("42", issuer: "b", scheme: "c|a"))),
            SessionUser.IdWithSchemeOf(null),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Null(SessionUser.IdWithSchemeOf(Principal(Identity("42", authenticated: false))));
        Assert.Throws<SessionUserException>(() => SessionUser.IdWithSchemeOf(Principal(Identity("42", ClaimTypes.Name))));
    }

    [Fact]
    public void SignedInAtOf_SeveralClaims_IsTheOldestAuthTimeElseTheOldestIat()
    {
        var refreshed = Identity("alice");
        refreshed.AddClaims([new("auth_time", "1000"), new("iat", "9000")]);
        var issued = Identity("alice");
        issued.AddClaim(new("iat", "2000"));
        var forged = Identity("alice", authenticated: false);
        forged.AddClaim(new("auth_time", "9999999999"));
        var odd = Identity("alice");
        odd.AddClaims([new("iat", "yesterday"), new("iat", "-5"), new("iat", long.MaxValue.ToString(CultureInfo.InvariantCulture))]);

        Assert.Equal(1000, SecondsOf(refreshed));
        Assert.Equal(1000, SecondsOf(refreshed, issued));
        Assert.Equal(2000, SecondsOf(forged, issued));
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeSeconds(), SecondsOf(odd));
        Assert.Null(SecondsOf(Identity("alice")));

        // Nobody signs in over stdio: the process is as old as its user's sign-in.
        Assert.True(SessionUser.SignedInAtOf(null) <= TimeProvider.System.GetUtcNow());

        static long? SecondsOf(params ClaimsIdentity[] identities) => SessionUser.SignedInAtOf(Principal(identities))?.ToUnixTimeSeconds();
    }

    [Fact]
    public void UserOf_RuleThatFindsNothing_RefusesWhoeverSignedIn()
    {
        var options = new SessionToolsOptions { UserId = principal => principal?.FindFirst("oid")?.Value };

        var refused = Assert.Throws<SessionUserException>(() => options.UserOf(Principal(Identity("alice"))));

        Assert.Contains("SessionToolsOptions.UserId", refused.Message, StringComparison.Ordinal);
        Assert.True(options.UserOf(null).IsAnonymous);
        Assert.True(options.UserOf(new ClaimsPrincipal(new ClaimsIdentity())).IsAnonymous);
        Assert.Equal("7", options.UserOf(Principal(Identity("7", "oid"))).Id);
    }

    [Fact]
    public void UserOf_ClaimsOfIdentitiesThatAreNotAuthenticated_DoNotCount()
    {
        var options = new SessionToolsOptions { UserId = principal => principal?.FindFirst("oid")?.Value };

        Assert.True(options.UserOf(Principal(Identity("mallory", "oid", authenticated: false))).IsAnonymous);
        Assert.Equal(
            "alice", options.UserOf(Principal(Identity("mallory", "oid", authenticated: false), Identity("alice", "oid"))).Id);
        Assert.Throws<SessionUserException>(
            () => options.UserOf(Principal(Identity("mallory", "oid", authenticated: false), Identity("alice"))));
    }

    [Fact]
    public void UserOf_RuleThatGivesHalfASurrogatePair_Refuses()
    {
        var options = new SessionToolsOptions { UserId = _ => "alice\ud800" };

        Assert.Contains(
            "surrogate", Assert.Throws<SessionUserException>(() => options.UserOf(null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Never_SaysWho() => Assert.Equal("signed in", new SessionUser("alice").ToString());

    private static ClaimsPrincipal Principal(params ClaimsIdentity[] identities) => new(identities);

    private static ClaimsIdentity Identity(
        string subject, string type = "sub", string issuer = "https://a.test", bool authenticated = true, string scheme = "Bearer") =>
        new([new Claim(type, subject, null, issuer)], authenticated ? scheme : null);
}
