namespace SessionOrleans;

/// <summary>The call is for signed-in users, and it cannot be told who calls. Nothing was written.</summary>
public sealed class SessionUserException : SessionStoreException
{
    internal SessionUserException(string message)
        : base(message)
    {
    }

    internal static SessionUserException SignInFirst() =>
        new("This is for signed-in users, and the call came without a sign-in. Sign in and call again.");
}
