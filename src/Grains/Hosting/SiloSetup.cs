namespace SessionOrleans.Hosting;

/// <summary>What every silo of a silo host is built from.</summary>
/// <param name="Options">The options, final and valid.</param>
/// <param name="Clock">The clock of the grains on the memory backend; never the silo's own.</param>
/// <param name="Loggers">The outer host's logging.</param>
/// <param name="Configure">The user's last word on the silo.</param>
/// <param name="IsDevelopment">
/// Whether memory may stand in for a Redis that was named and does not answer, and the silo listens on loopback unless told otherwise.
/// </param>
internal sealed record SiloSetup(
    SessionStoreOptions Options,
    TimeProvider Clock,
    ILoggerFactory Loggers,
    Action<ISiloBuilder>? Configure = null,
    bool IsDevelopment = false)
{
    /// <summary>Who wants to hear of sessions that ended: the outer host's handlers.</summary>
    public IReadOnlyList<ISessionExpirationHandler> Handlers { get; init; } = [];

    /// <summary>
    /// Whether ports that are not configured are 11111 and 30000 or the next, as in a silo process, which firewalls and clients know. A
    /// silo inside an application takes any that are free: those may be the application's, which listens later.
    /// </summary>
    public bool UsesKnownPorts { get; init; }
}
