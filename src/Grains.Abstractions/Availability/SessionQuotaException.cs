namespace SessionOrleans;

/// <summary>
/// A caller of an MCP server has as much as it may have, or wrote as much as it may in a minute. The message names the limit. Nothing was
/// written; <see cref="SessionStoreException.RetryAfter"/> says when it makes sense to try again.
/// </summary>
public sealed class SessionQuotaException : SessionStoreException
{
    internal SessionQuotaException(string message)
        : base(message)
    {
    }
}
