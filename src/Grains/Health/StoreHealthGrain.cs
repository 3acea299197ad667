using Orleans.Concurrency;
using SessionOrleans.Quotas;

namespace SessionOrleans.Health;

/// <summary>Reads an id that no session has, and looks how full the memory is. One in each silo that is asked.</summary>
[StatelessWorker(maxLocalWorkers: 1)]
[Reentrant]
internal sealed class StoreHealthGrain(ISessionStorage storage, MemoryWatch memory, StorageTrouble log) : Grain, IStoreHealthGrain
{
    public async ValueTask<HealthReply> Check()
    {
        try
        {
            await storage.ReadAsync(ReservedIds.HealthProbe);
            return new(Answers: true, memory.Trouble);
        }
        catch (SessionStorageException trouble)
        {
            log.Report(trouble);
            return new(Answers: false, Trouble: null);
        }
    }
}
