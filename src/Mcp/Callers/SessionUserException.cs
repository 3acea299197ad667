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

    internal static SessionUserException EmptyId() => new(
        "This server cannot tell who calls: its rule for users gave an empty id, so nothing was done. Calling again does not help. The " +
        "server's administrator has to set what the rule reads; SessionToolsOptions.UserId returns null for an anonymous caller.",
        isForOperator: true);
}
