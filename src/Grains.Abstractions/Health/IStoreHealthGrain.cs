namespace SessionOrleans.Health;

/// <summary>How a silo is, as health checks ask. The key is 0.</summary>
[Alias("SessionOrleans.IStoreHealthGrain")]
internal interface IStoreHealthGrain : IGrainWithIntegerKey
{
    /// <summary>Asks the storage, past every memory.</summary>
    [Alias("Check")]
    ValueTask<HealthReply> Check();
}
