using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// A session that a tool works on. As a parameter of a tool or prompt it is a string in the schema, the handle, which the caller got from
/// the tool that created the session.
/// </summary>
/// <remarks>
/// <para>Thread-safe, and as durable as the store it stands on. Every method refuses a handle that opens nothing with
/// <see cref="SessionHandleException"/>, whose message a server with <c>WithSessionStore()</c> shows to the caller; no method creates a
/// session. Writes restart the session's own time to live.</para>
/// <para>It is bound to who calls: a session that a signed-in user created is opened by that user alone, and one of an anonymous caller by
/// whoever has the handle and is anonymous too.</para>
/// <para>A call that carries a progress token hears how long it has been waiting in <see cref="CallerSession{T}.LockAsync"/> and
/// <see cref="CallerSession{T}.UpdateAsync"/>: after a second, then every five.</para>
/// <para>In a result return its <see cref="Handle"/>; it is no JSON itself. In a test, make one with <see
/// cref="ToolSessions.CreateAsync{T}"/>: a handle that the store did not give out is refused.</para>
/// </remarks>
/// <typeparam name="T">What the session holds: a class with a <see cref="SessionKindAttribute"/>.</typeparam>
/// <example>
/// <code>
/// [McpServerTool, Description("Adds a product to a basket.")]
/// public static async Task&lt;string&gt; AddItem(ToolSession&lt;Cart&gt; basket, string sku, CancellationToken ct)
///     => $"{(await basket.UpdateAsync(cart => cart.Add(sku), ct)).Skus.Length} items";
/// </code>
/// </example>
[SuppliedBy(SuppliedByAttribute.WithSessionStore)]
public sealed class ToolSession<T> : CallerSession<T>
    where T : class
{
    private readonly string? _owner;
    private bool _fits;

    /// <summary>The session of a handle, which is looked up only when a method is called.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="handle">What the caller passed.</param>
    /// <param name="user">Who calls; null: an anonymous caller.</param>
    /// <exception cref="SessionHandleException">The handle is of another kind than <typeparamref name="T"/>.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    public ToolSession(ISessionStore store, string handle, SessionUser? user = null)
        : base(
            store,
            IdOf(handle ?? throw new ArgumentNullException(nameof(handle)), user ?? SessionUser.Anonymous),
            user?.Owner,
            WriteCondition.IfPresent) => (_owner, Handle) = (user?.Owner, handle);

    /// <summary>
    /// What the caller passes to come back to this session. Who has the handle of an anonymous caller's session may use the session: return
    /// it, never log it.
    /// </summary>
    public string Handle { get; }

    private protected override T Absent() => throw Refusal();

    /// <summary>What was made up is refused here, before any silo hears of it.</summary>
    private protected override async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        _fits = _fits || await HandleKey.Of(Store).FitsAsync(
            Store, Handle, SessionKind.Of(typeof(T)), _owner, cancellationToken).ConfigureAwait(false);
        if (!_fits)
            throw Refusal();
    }

    private static string IdOf(string handle, SessionUser user)
    {
        var kind = SessionKind.Of(typeof(T));
        return SessionHandle.IsOfKind(handle, kind) ? SessionHandle.ToSessionId(handle, kind, user) : throw Refusal();
    }

    private static SessionHandleException Refusal() => new(SessionKind.Of(typeof(T)));
}
