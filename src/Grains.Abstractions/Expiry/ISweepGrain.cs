namespace SessionOrleans.Expiry;

/// <summary>Sweeps a part of the shards of the index when something in them is due. The key is the part's number, 0 to 15.</summary>
[Alias("SessionOrleans.ISweepGrain")]
internal interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>Sees that it has its reminder and its timer.</summary>
    [Alias("Start")]
    Task Start();
}
