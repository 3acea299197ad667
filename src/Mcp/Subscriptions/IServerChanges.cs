namespace SessionOrleans;

/// <summary>
/// Tells clients that listen (<c>subscriptions/listen</c>) that something has changed, whichever host they listen to. A tool may take it as
/// a parameter; it is not in the tool's schema.
/// </summary>
/// <remarks>
/// <para>Thread-safe. Change first, announce then: a client that hears of a change comes to see it. An announcement is a hint to look
/// again. Who listens when it is made hears it at least once; several of one thing may be heard as one. When a silo is lost, listeners are
/// told, some seconds later, that all they listen to may have changed.</para>
/// <para>All methods throw <see cref="SessionStoreUnavailableException"/> where no silo takes the announcement.</para>
/// </remarks>
[SuppliedBy(SuppliedByAttribute.WithSubscriptions)]
public interface IServerChanges
{
    /// <summary>A resource of one user has changed.</summary>
    /// <param name="uri">The resource, exactly as clients name it.</param>
    /// <param name="onlyFor">Whom to tell: a user, wherever that one listens, or all who listen without a sign-in
    /// (<see cref="SessionUser.Anonymous"/>). Null: who makes the present call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">Nobody is named, and this is no call of anybody.</exception>
    Task AnnounceResourceAsync(string uri, SessionUser? onlyFor = null, CancellationToken cancellationToken = default);

    /// <summary>A resource that is no user's own has changed: all who listen to it are told, whoever they are.</summary>
    /// <param name="uri">The resource, exactly as clients name it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task AnnounceResourceToAllAsync(string uri, CancellationToken cancellationToken = default);

    /// <summary>The list of resources has changed.</summary>
    Task AnnounceResourceListAsync(CancellationToken cancellationToken = default);

    /// <summary>The list of tools has changed.</summary>
    Task AnnounceToolListAsync(CancellationToken cancellationToken = default);

    /// <summary>The list of prompts has changed.</summary>
    Task AnnouncePromptListAsync(CancellationToken cancellationToken = default);
}
