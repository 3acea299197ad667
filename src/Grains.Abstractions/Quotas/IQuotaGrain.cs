namespace SessionOrleans.Quotas;

/// <summary>
/// What one owner has: how many sessions, of which kinds, and how many bytes they hold. The key is the owner; asked by sessions before they
/// are created or grow.
/// </summary>
[Alias("SessionOrleans.IQuotaGrain")]
internal interface IQuotaGrain : IGrainWithStringKey
{
    /// <summary>Counts a write that is about to be saved: done, over quota, or unavailable where the storage cannot be asked.</summary>
    [Alias("Take")]
    ValueTask<Reply> Take(QuotaRequest request);

    /// <summary>A session of the owner was removed. Where this gets lost, the next count finds out.</summary>
    [Alias("Ended")]
    [OneWay]
    Task Ended(string kind, long bytes);
}
