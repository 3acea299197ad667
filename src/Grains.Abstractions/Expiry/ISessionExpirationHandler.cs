namespace SessionOrleans;

/// <summary>
/// Hears of each session that ended, at least once. Register one as a singleton: in a host with an embedded store among the host's own
/// services, in a silo of one's own among the silo's.
/// </summary>
/// <remarks>
/// <para>Called from many threads at once, on whichever silo keeps house for the session, within 15 seconds of the end where that silo is
/// up. It may
/// be called twice for one end (a crash between the call and its recording), so it should be idempotent; (id, version) names an end.</para>
/// <para>Where it throws, or takes longer than 30 seconds, it is called again with a growing pause of at most 5 minutes. With a handler,
/// sessions
/// written from then on are kept 15 minutes beyond their deadline for it; where no silo was alive that long, the last value is null.</para>
/// </remarks>
public interface ISessionExpirationHandler
{
    /// <summary>A session ended.</summary>
    /// <param name="session">What is known of it.</param>
    /// <param name="cancellationToken">Fires after 30 seconds.</param>
    Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken);
}
