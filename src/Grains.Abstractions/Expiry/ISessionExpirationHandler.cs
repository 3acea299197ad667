namespace SessionOrleans;

/// <summary>
/// Hears of each session that ended, at least once. Register one as a singleton where a silo runs: in a host with an embedded store among
/// the host's own services, in a silo of one's own among the silo's. A process that is a client does not call it, and warns at start.
/// </summary>
/// <remarks>
/// <para>Called from many threads at once, at most 16 in a silo, within 20 seconds of the end where a silo with handlers is up. Not every
/// silo needs one: ends wait for a silo that has, for a day, and for their last value 30 minutes. Silos that have handlers should have
/// the same ones. It may be called twice for one end (a crash between the call and its recording), so it should be idempotent; (id,
/// version) names an end.</para>
/// <para>Where it throws, or takes longer than 30 seconds, it is called again after 5 seconds, then after a pause that doubles each time,
/// up to 5 minutes: 10 times in all, over 20 to 30 minutes. Then the end is given up: an error is logged with a short hash of the id, and
/// the metric <c>session.notices.given_up</c> counts it.</para>
/// </remarks>
/// <example>
/// <code>
/// // builder.Services.AddSingleton&lt;ISessionExpirationHandler, Reminders&gt;();
/// public sealed class Reminders : ISessionExpirationHandler
/// {
///     public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken)
///         => Console.Out.WriteLineAsync($"The basket of {session.Owner} ended: {session.Reason}.");
/// }
/// </code>
/// </example>
public interface ISessionExpirationHandler
{
    /// <summary>A session ended.</summary>
    /// <param name="session">What is known of it.</param>
    /// <param name="cancellationToken">Fires after 30 seconds, and when the silo stops; it is called again then, here or elsewhere.</param>
    Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken);
}
