namespace SessionOrleans;

/// <summary>What clients may listen to.</summary>
public sealed class SessionSubscriptionOptions
{
    /// <summary>How many resources one request may listen to: 1 to 10,000; those beyond are not granted. Default: 100.</summary>
    public int MaxResources { get; set; } = 100;

    /// <summary>
    /// Whether the caller may hear when the resource of a URI changes. Default: yes. What an announcement is only for
    /// (<see cref="IServerChanges.AnnounceResourceAsync"/>) is seen to besides.
    /// </summary>
    public Func<RequestContext<SubscriptionsListenRequestParams>, string, CancellationToken, ValueTask<bool>> MayListen { get; set; } =
        static (_, _, _) => new(true);
}
