namespace SessionOrleans;

/// <summary>
/// What the administrator of an MCP server does to all that a user has, and to the keys. What can be done to single sessions is in <see
/// cref="ISessionDirectory"/>. Each act writes a line to the log, category <c>SessionOrleans.Audit</c>. Registered by
/// <c>WithSessionStore</c>; for the server's own code, never for a tool.
/// </summary>
/// <remarks>Thread-safe. Every method throws <see cref="ArgumentException"/> where who or why is missing, and <see
/// cref="SessionStoreUnavailableException"/> where the store cannot answer; repeat it then, which does no harm.</remarks>
[SuppliedBy(SuppliedByAttribute.WithSessionStore)]
public interface ISessionAdministration
{
    /// <summary>
    /// Puts out whoever signed in as a user before now, on every host, and ends all that the user has: tool and user sessions, tasks (their
    /// tools are cancelled), transport sessions and their streams, and request states. Who signs in anew begins with nothing.
    /// </summary>
    /// <remarks>
    /// <para>From when this returns, a call is refused whose sign-in is older, or does not say how old it is (<see
    /// cref="SessionToolsOptions.SignedInAt"/>); a call that is under way may finish, and what it creates until then stays. Sign-ins tell
    /// their time in whole seconds, so the next counts from the following second on. Clocks of hosts and of who issues sign-ins have to
    /// agree.</para>
    /// <para>That somebody was revoked is kept for ever, some 200 bytes, and <see
    /// cref="ISessionDirectory.RemoveAllAsync(CancellationToken)"/> spares it.</para>
    /// </remarks>
    /// <param name="user">A signed-in user; the id is what <see cref="SessionToolsOptions.UserId"/> gives.</param>
    /// <param name="act">Who does it, and why.</param>
    /// <param name="cancellationToken">Gives up; what was done so far stays done.</param>
    /// <returns>How many sessions were ended.</returns>
    /// <exception cref="ArgumentException">The user is <see cref="SessionUser.Anonymous"/>.</exception>
    Task<long> RevokeUserAsync(SessionUser user, AdministrativeAct act, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a new key, which seals from now on. What older keys sealed opens still. The keys are those of request states; where the
    /// application says where its data protection keys are kept (<c>PersistKeysTo...</c>), they are these, with which it also encrypts
    /// values and protects cookies.
    /// </summary>
    /// <remarks>
    /// Other hosts follow at once, within seconds where a silo was just lost. Where the application's keys are kept outside of the store,
    /// they follow when data protection looks there again, within a day, or when they restart. Rotating also seals the keys themselves
    /// anew, with <see cref="SessionStoreOptions.KeySecret"/>.
    /// </remarks>
    Task RotateKeysAsync(AdministrativeAct act, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a new key and revokes all others: what they sealed does not open any more. Open questions to callers have to be asked again;
    /// where the keys are the application's, its cookies are void, and values that were encrypted cannot be read.
    /// </summary>
    /// <inheritdoc cref="RotateKeysAsync" path="/remarks"/>
    /// <returns>How many keys were revoked.</returns>
    Task<int> RevokeKeysAsync(AdministrativeAct act, CancellationToken cancellationToken = default);
}
