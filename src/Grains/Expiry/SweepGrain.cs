using Orleans.Concurrency;

namespace SessionOrleans.Expiry;

/// <summary>
/// Looks every fifteen seconds into a part of the shards, and wakes those in which something is due. A reminder keeps it alive, wherever
/// its silo went. A shard with nothing to do costs a look into its storage, and no memory.
/// </summary>
[Reentrant]
internal sealed class SweepGrain(ISessionIndex index, IStorageClocks clocks, StorageTrouble storageLog) : Grain, ISweepGrain, IRemindable
{
    private const string ReminderName = "sweep";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RemindEvery = TimeSpan.FromMinutes(1);

    private int Part => (int)this.GetPrimaryKeyLong();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (this.GetPrimaryKeyLong() is var part and (< 0 or >= ExpiryShards.Parts))
            throw new ArgumentException($"The shards have {ExpiryShards.Parts} parts, 0 to {ExpiryShards.Parts - 1}; there is no {part}.");
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(LookEvery * Random.Shared.NextDouble(), LookEvery)
        {
            KeepAlive = true,
            Interleave = true,
        });
        return Task.CompletedTask;
    }

    public async Task Start()
    {
        if (await this.GetReminder(ReminderName) is null)
            await this.RegisterOrUpdateReminder(ReminderName, RemindEvery * Random.Shared.NextDouble(), RemindEvery);
    }

    /// <summary>The reminder's only work is to have activated the grain; the timer does the rest.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private Task LookAsync() => Task.WhenAll(ExpiryShards.OfPart(Part).Select(SweepIfDueAsync));

    private async Task SweepIfDueAsync(int shard)
    {
        try
        {
            var due = await index.GetDueAsync(shard, clocks.ClockOf(shard).Now, limit: 1);
            storageLog.Succeeded();
            if (due.Count > 0)
                await GrainFactory.GetGrain<IExpiryGrain>(shard).Sweep();
        }
        catch (SessionStorageException trouble)
        {
            // The next look goes on from here.
            storageLog.Report(trouble);
        }
        catch (Exception lost) when (lost is OrleansException or TimeoutException)
        {
            // The shard's silo went away: by the next look it is elsewhere.
        }
    }
}
