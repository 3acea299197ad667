namespace SessionOrleans;

/// <summary>
/// The sessions of who calls: creates them, opens and lists them. A tool gets it as a parameter; it is not in the tool's schema.
/// </summary>
/// <remarks>
/// Thread-safe, and as durable as the store it stands on. Every member acts for the caller of the present call. Outside of calls,
/// construct a <see cref="ToolSessions"/>, which says whom it acts for.
/// </remarks>
/// <example>
/// <code>
/// [McpServerTool, Description("Opens a basket and returns its handle.")]
/// public static async Task&lt;string&gt; CreateBasket(IToolSessions sessions, CancellationToken ct)
///     => (await sessions.CreateAsync(new Cart(), cancellationToken: ct)).Handle;
/// </code>
/// </example>
[SuppliedBy(SuppliedByAttribute.WithSessionStore)]
public interface IToolSessions
{
    /// <summary>Creates a session under a new, unguessable handle, and returns it. Give the caller its <see
    /// cref="ToolSession{T}.Handle"/>.</summary>
    /// <param name="value">What the session holds at first.</param>
    /// <param name="options">Time to live and the like; null: the store's defaults. The owner is the caller, whatever this says.</param>
    /// <param name="cancellationToken">Gives up; the session may have been created all the same, and then expires unused.</param>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    /// <exception cref="ArgumentException">The value or the options are beyond a limit, which the message names.</exception>
    /// <exception cref="SessionQuotaException">The caller has as many as it may have (<see cref="SessionToolsOptions.UserQuota"/>, <see
    /// cref="SessionToolsOptions.AnonymousQuota"/>).</exception>
    /// <exception cref="SessionStoreUnavailableException">The store cannot answer.</exception>
    Task<ToolSession<T>> CreateAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>
    /// The caller's session of a handle that did not come as an argument of its own, but in a list, say. It is looked up only when one of
    /// its methods is called.
    /// </summary>
    /// <exception cref="SessionHandleException">The handle is of another kind than <typeparamref name="T"/>.</exception>
    ToolSession<T> Open<T>(string handle)
        where T : class;

    /// <summary>
    /// A page of the caller's sessions of one kind, with the handles that open them. Costs no more than the page, however many the caller
    /// has.
    /// </summary>
    /// <param name="cursor">Where it begins: the <see cref="ToolSessionPage.NextCursor"/> of the page before, as the model passes it back;
    /// null: at the beginning.</param>
    /// <param name="pageSize">About how many sessions of the caller are looked at, of whatever kind: 1 to 1,000. A page may have fewer of
    /// this kind, even none, and not be the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionUserException">The caller is anonymous: nothing is known to be theirs.</exception>
    /// <exception cref="ArgumentException">The cursor is none of this listing.</exception>
    Task<ToolSessionPage> ListAsync<T>(string? cursor = null, int pageSize = 100, CancellationToken cancellationToken = default)
        where T : class;
}
