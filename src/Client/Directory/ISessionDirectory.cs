namespace SessionOrleans;

/// <summary>
/// Lists and ends sessions in bulk. Paged throughout: nothing walks the keyspace, nothing activates a session to list it.
/// </summary>
/// <remarks>
/// Thread-safe. A listing is not a snapshot: a session that is there from begin to end is listed, one that comes or goes meanwhile may
/// be. A null owner is an error; it cannot mean everyone. What SessionOrleans keeps for itself (keys, tasks, caches and the like, under ids
/// that begin with <c>~~</c>) is not listed. Each act that ends sessions or breaks a lock writes a line to the log, category
/// <c>SessionOrleans.Audit</c>; give an <see cref="AdministrativeAct"/>, so that it says who and why.
/// </remarks>
public interface ISessionDirectory
{
    /// <summary>Every session, in no particular order. <see cref="SessionLockInfo.Waiting"/> is 0 here; <see
    /// cref="ISessionStore.GetInfoAsync"/> knows it.</summary>
    IAsyncEnumerable<SessionInfo> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The sessions of one owner.</summary>
    IAsyncEnumerable<SessionInfo> ListOwnedAsync(string owner, CancellationToken cancellationToken = default);

    /// <summary>A page of the sessions of one owner. Costs no more than the page, however many there are.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="cursor">Where it begins: the <see cref="SessionInfoPage.NextCursor"/> of the page before; null: at the beginning. A
    /// cursor is good on every host, for as long as its backend lives.</param>
    /// <param name="size">About how many sessions: 1 to 1,000. Of an owner of few, Redis answers all at once. A page may be empty and not
    /// the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The cursor is none of this listing.</exception>
    Task<SessionInfoPage> ListOwnedPageAsync(
        string owner, string? cursor = null, int size = 100, CancellationToken cancellationToken = default);

    /// <summary>
    /// How many sessions there are: as many as <see cref="ListAsync"/> lists while none comes or goes, and those that SessionOrleans keeps
    /// for itself. Within 15 seconds after a quarter of a million sessions ended at once it may be too low.
    /// </summary>
    Task<long> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends every session and returns how many it ended. What is created meanwhile may stay. The packages' own sessions that hold something
    /// of a user end, too: MCP tasks (their tools are cancelled), transport sessions, and entries of the distributed cache. What protects
    /// others stays and is counted: the keys of data protection and of request states, and the marks that a request state was used.
    /// </summary>
    Task<long> RemoveAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends every session and reports how many were ended so far, at most once for each part of the index.</summary>
    /// <inheritdoc cref="RemoveAllAsync(CancellationToken)"/>
    Task<long> RemoveAllAsync(IProgress<long> progress, CancellationToken cancellationToken = default);

    /// <summary>Ends every session, and says who did it and why.</summary>
    /// <inheritdoc cref="RemoveAllAsync(CancellationToken)"/>
    Task<long> RemoveAllAsync(AdministrativeAct act, IProgress<long>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends every session of one owner and returns how many it ended: MCP tasks and transport sessions of a user among them, keys never.
    /// </summary>
    Task<long> RemoveOwnedAsync(string owner, CancellationToken cancellationToken = default);

    /// <summary>Ends every session of one owner, and says who did it and why.</summary>
    /// <inheritdoc cref="RemoveOwnedAsync(string, CancellationToken)"/>
    Task<long> RemoveOwnedAsync(string owner, AdministrativeAct act, CancellationToken cancellationToken = default);

    /// <summary>Ends a session as <see cref="ISessionStore.RemoveAsync"/> does, and says who did it and why; false when there was
    /// none.</summary>
    Task<bool> RemoveAsync(string id, AdministrativeAct act, CancellationToken cancellationToken = default);

    /// <summary>Takes a session's lock away from its holder, whose <see cref="ISessionLock.Lost"/> fires; false when none was held. Logged,
    /// with <paramref name="reason"/>: one line of at most 256 characters.</summary>
    Task<bool> BreakLockAsync(string id, string reason, CancellationToken cancellationToken = default);

    /// <summary>Takes a session's lock away from its holder, and says who did it and why.</summary>
    /// <inheritdoc cref="BreakLockAsync(string, string, CancellationToken)"/>
    Task<bool> BreakLockAsync(string id, AdministrativeAct act, CancellationToken cancellationToken = default);
}
