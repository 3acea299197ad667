namespace SessionOrleans.Expiry;

/// <summary>One shard of the index: sweeps what is due and lists what is alive. The key is the shard's number, 0 to 255.</summary>
[Alias("SessionOrleans.IExpiryGrain")]
internal interface IExpiryGrain : IGrainWithIntegerKey
{
    /// <summary>Takes away what is due now, without waiting for the timer; returns how many sessions ended.</summary>
    [Alias("Sweep")]
    Task<int> Sweep();

    /// <summary>How many sessions the shard knows.</summary>
    [Alias("Count")]
    Task<CountReply> Count();

    /// <summary>A page of the shard's sessions.</summary>
    [Alias("List")]
    Task<SessionPage> List(string? cursor, int size);

    /// <summary>A page of an owner's sessions, of every shard. Asked of the shard that the owner falls to.</summary>
    [Alias("ListOwned")]
    Task<SessionPage> ListOwned(string owner, string? cursor, int size);
}
