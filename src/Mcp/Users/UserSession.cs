using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// What a server keeps for each signed-in user: one session for each user and kind, without any handle. As a parameter of a tool it is not
/// in the tool's schema, and is the caller's own, whichever server the call reached.
/// </summary>
/// <remarks>
/// <para>Thread-safe, and as durable as the store it stands on. There is no session until the first write or lock; until then, and after it
/// ended, the value is a new <typeparamref name="T"/>, and ending or extending does nothing. Writes restart its time to live, the store's
/// default unless a write says otherwise.</para>
/// <para>An update or a write that is under way while another call ends the session may come after that, and then creates a new one, from a
/// new <typeparamref name="T"/>: what was ended does not come back. Who ends sessions for good, as when an account is closed, first lets no
/// more calls of that user in.</para>
/// <para>An anonymous caller is refused with <see cref="SessionUserException"/> before the tool runs.</para>
/// <para>In a test: <c>new UserSession&lt;Preferences&gt;(store, "alice")</c>.</para>
/// </remarks>
/// <typeparam name="T">What the session holds: a class with a <see cref="SessionKindAttribute"/>, best an immutable one.</typeparam>
/// <example>
/// <code>
/// [McpServerTool, Description("What the caller has in their own basket.")]
/// public static async Task&lt;string&gt; ShowBasket(UserSession&lt;Cart&gt; own, CancellationToken ct)
///     => string.Join(", ", (await own.GetAsync(ct)).Skus);
/// </code>
/// </example>
[SuppliedBy(SuppliedByAttribute.WithSessionStore)]
public sealed class UserSession<T> : CallerSession<T>
    where T : class, new()
{
    /// <summary>The session of a user, which is looked up only when a method is called.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="user">Whose it is; a string converts.</param>
    /// <exception cref="SessionUserException">The user is <see cref="SessionUser.Anonymous"/>.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    public UserSession(ISessionStore store, SessionUser user)
        : base(
            store,
            SessionHandle.ToUserSessionId(SessionKind.Of(typeof(T)), OwnerOf(user ?? throw new ArgumentNullException(nameof(user)))),
            user.Owner,
            default)
    {
    }

    private protected override T Absent() => new();

    private protected override ValueTask CheckAsync(CancellationToken cancellationToken) => default;

    private static string OwnerOf(SessionUser user) => user.Owner ?? throw SessionUserException.SignInFirst();
}
