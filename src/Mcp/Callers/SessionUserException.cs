namespace SessionOrleans;

/// <summary>The call is for signed-in users, and it cannot be told who calls. Nothing was written.</summary>
public sealed class SessionUserException : SessionStoreException
{
    internal SessionUserException(string message, bool isForOperator = false)
        : base(message) => IsForOperator = isForOperator;

    /// <summary>Whether the caller can do nothing about it.</summary>
    internal bool IsForOperator { get; }

    internal static SessionUserException SignInFirst() =>
        new("This is for signed-in users, and the call came without a sign-in. Sign in and call again.");

    internal static SessionUserException Revoked() => new(
        "Your sign-in is not valid any more: what you had here was ended by an administrator. Sign in anew and call again.");

    internal static SessionUserException NoTime() => new(
        "Your sign-in may be one that was revoked: it does not say when it was made, so nothing was done. Signing in anew does not help. " +
        "The server's administrator has to add an auth_time or iat claim to sign-ins, or to set SessionToolsOptions.SignedInAt.",
        isForOperator: true);

    internal static SessionUserException NoId() => new(
        "You are signed in, but this server's rule for users finds nothing that says who you are, so nothing was done. Calling again " +
        "does not help. The server's administrator has to see what SessionToolsOptions.UserId reads: null is for those who are " +
        "not signed in.",
        isForOperator: true);

    internal static SessionUserException BrokenId() => new(
        "This server cannot tell who calls: the id in the sign-in has half of a surrogate pair, which is no text, so nothing was done. " +
        "The server's administrator has to see what SessionToolsOptions.UserId reads.",
        isForOperator: true);

    internal static SessionUserException EmptyId() => new(
        "This server cannot tell who calls: its rule for users gave an empty id, so nothing was done. Calling again does not help. The " +
        "server's administrator has to set what the rule reads; SessionToolsOptions.UserId returns null for an anonymous caller.",
        isForOperator: true);
}
