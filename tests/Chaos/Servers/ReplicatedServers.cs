using SessionOrleans.Chaos.Faults;
using SessionOrleans.Chaos.Soaking;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Servers;

/// <summary>
/// Servers of which a replica takes the place of a primary that is killed. Before that, replication stands still for a moment, as with a
/// slow network, while the primary goes on to acknowledge: what it acknowledged then is lost. What that was is seen, not guessed: each
/// record as the primary had it on its disk is compared with the same record as the replica had it when the primary was gone.
/// </summary>
internal abstract class ReplicatedServers(RedisServer outside) : IRedisServers
{
    /// <summary>What is acknowledged is on the disk.</summary>
    public static readonly string[] OnDisk = ["--appendfsync", "always"];

    private readonly List<Failover> _failovers = [];

    public abstract string Url { get; }

    public abstract IReadOnlyList<int> Ports { get; }

    public RedisServer Outside => outside;

    public IReadOnlyList<Failover> Failovers => _failovers;

    public abstract int Promotions { get; }

    public async Task<IReadOnlyList<Sample>> UseAsync() => await RedisUse.OfAsync(await PrimariesAsync());

    public async Task FailAsync(int number, TimeSpan length, CancellationToken cancellationToken)
    {
        var primaries = await PrimariesAsync();
        var primary = primaries[number % primaries.Count];
        var replicas = await ReplicasOfAsync(primary);
        await Task.WhenAll(replicas.Select(replica => replica.PauseAsync()));
        await primary.AskAsync("CLIENT", "KILL", "TYPE", "replica");
        await FaultTime.PassAsync(length / 10, cancellationToken);

        // It acknowledges nothing more. The replicas read what was sent to them.
        await primary.PauseAsync();
        var stopped = MonotonicClock.Now;
        await Task.WhenAll(replicas.Select(replica => replica.ResumeAsync()));
        var kept = await Task.WhenAll(replicas.Select(KeptAsync));
        await primary.KillAsync();
        await using (var copy = await primary.StartCopyAsync())
        {
            var had = await StoredRecords.OfAsync(copy.Port);
            var promoted = await PromotedAsync(primary, replicas);
            _failovers.Add(Failover.Of(stopped, had, kept[replicas.Index().Single(replica => replica.Item == promoted).Index]));
        }

        await FaultTime.PassAsync(length - (MonotonicClock.Now - stopped), cancellationToken);
        await primary.StartAgainAsync();
        await SettleAsync();
    }

    public virtual ValueTask DisposeAsync() => outside.DisposeAsync();

    /// <summary>Those that take writes now.</summary>
    protected abstract Task<IReadOnlyList<RedisServer>> PrimariesAsync();

    /// <summary>Those that follow one.</summary>
    protected abstract Task<IReadOnlyList<RedisServer>> ReplicasOfAsync(RedisServer primary);

    /// <summary>Waits until one of the replicas is the primary in its place.</summary>
    protected abstract Task<RedisServer> PromotedAsync(RedisServer killed, IReadOnlyList<RedisServer> replicas);

    /// <summary>Waits until all serve, and follow, again.</summary>
    protected abstract Task SettleAsync();

    /// <summary>What a replica has once it has read all that it was sent.</summary>
    private static async Task<IReadOnlyDictionary<string, SessionRecord>> KeptAsync(RedisServer replica)
    {
        await replica.HasReadAllAsync();
        return await StoredRecords.OfAsync(replica.Port);
    }
}
