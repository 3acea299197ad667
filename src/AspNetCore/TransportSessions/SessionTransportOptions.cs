namespace SessionOrleans;

/// <summary>Bounds of the transport sessions of older clients.</summary>
public sealed class SessionTransportOptions
{
    /// <summary>
    /// How many transport sessions of anonymous callers that began on one host may live at once: 0 to 1,000,000. Default: 1,000. Who begins
    /// one more is answered 429. Zero: who wants a session has to sign in.
    /// </summary>
    /// <value>0 to 1,000,000.</value>
    public int MaxAnonymousSessions { get; set; } = 1000;

    /// <summary>
    /// How long a stream of a session (GET) may last: one second to one day. Default: one hour. The server then ends it, and the client
    /// opens another. A stream ends earlier where its caller's sign-in ends earlier.
    /// </summary>
    /// <value>1 second to 1 day.</value>
    public TimeSpan MaxStreamLifetime { get; set; } = TimeSpan.FromHours(1);
}
