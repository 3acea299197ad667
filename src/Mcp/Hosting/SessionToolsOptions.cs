using System.Security.Claims;

namespace SessionOrleans;

/// <summary>How an MCP server's tools use the store.</summary>
public sealed class SessionToolsOptions
{
    /// <summary>
    /// Which user a caller is; null: an anonymous one. Called with the principal that came with the call, null where there is none, as over
    /// stdio. Equal ids share sessions, so an id must never pass to another person. Default: <see cref="SessionUser.IdOf"/>. Sessions are bound to
    /// what this returns: change the rule, and what users had is out of their reach.
    /// </summary>
    /// <example>A server over stdio has one user: <c>options.UserId = _ =&gt; Environment.UserName</c>.</example>
    public Func<ClaimsPrincipal?, string?> UserId { get; set; } = SessionUser.IdOf;
}
