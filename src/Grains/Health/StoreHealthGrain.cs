using Orleans.Concurrency;

namespace SessionOrleans.Health;

/// <summary>Says how well the storage is. One in each silo that is asked.</summary>
[StatelessWorker(maxLocalWorkers: 1)]
[Reentrant]
internal sealed class StoreHealthGrain(StoreHealth health) : Grain, IStoreHealthGrain
{
    public ValueTask<HealthReply> Check() => health.CheckAsync();
}
