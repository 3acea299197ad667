using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>What clients may listen to, and how much. A request beyond a limit is refused, and told which.</summary>
public sealed class SessionSubscriptionOptions
{
    /// <summary>What a request has beside URIs: names, ids, what the client says of itself.</summary>
    private const int OtherCharacters = 16_384;

    /// <summary>A quote on both sides, and a comma.</summary>
    private const int CharactersAroundUri = 3;

    /// <summary>How many resources one request may listen to: 1 to 10,000. Default: 100.</summary>
    /// <value>1 to 10,000.</value>
    public int MaxResources { get; set; } = 100;

    /// <summary>How long the URI of a resource may be, in characters: 1 to 65,536. Default: 1,024.</summary>
    /// <value>1 to 65,536 characters.</value>
    public int MaxUriLength { get; set; } = 1024;

    /// <summary>How many streams a signed-in user may have open on one host at once: 1 to 1,000,000. Default: 32.</summary>
    /// <value>1 to 1,000,000.</value>
    public int MaxStreamsPerUser { get; set; } = 32;

    /// <summary>
    /// How many streams all anonymous callers together may have open on one host at once: 0 to 1,000,000. Default: 500. Zero: who wants to
    /// listen has to sign in.
    /// </summary>
    /// <value>0 to 1,000,000.</value>
    public int MaxAnonymousStreams { get; set; } = 500;

    /// <summary>How many streams may be open on one host at once: 1 to 1,000,000. Default: 2,000.</summary>
    /// <value>1 to 1,000,000.</value>
    public int MaxStreams { get; set; } = 2000;

    /// <summary>
    /// How long a stream may last: one second to one day. Default: one hour. The server then ends it, and the client listens again. A
    /// stream ends earlier where its caller's sign-in ends earlier.
    /// </summary>
    /// <value>1 second to 1 day.</value>
    public TimeSpan MaxStreamLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether the caller may hear when the resource of a URI changes. Default: yes. Whom an announcement is for
    /// (<see cref="IServerChanges.AnnounceResourceAsync"/>) is seen to besides.
    /// </summary>
    public Func<RequestContext<SubscriptionsListenRequestParams>, string, CancellationToken, ValueTask<bool>> MayListen { get; set; } =
        static (_, _, _) => new(true);

    /// <summary>How long a request to listen may be, in characters or bytes: it is kept for as long as its stream is open, so it may not be
    /// larger than what it may ask for.</summary>
    internal long MaxRequestLength => OtherCharacters + ((long)MaxResources * (MaxUriLength + CharactersAroundUri));

    internal SlotLimits StreamLimits => new(MaxStreamsPerUser, MaxAnonymousStreams, MaxStreams);
}
