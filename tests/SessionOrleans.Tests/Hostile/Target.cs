using SessionOrleans.Expiry;
using SessionOrleans.Signals;

namespace SessionOrleans.Hostile;

/// <summary>What one hostile request is made of: a store, the grains behind it, sessions of others, and chance that can be
/// repeated.</summary>
/// <param name="Store">The store.</param>
/// <param name="Near">The grains as asked in their own process, where text arrives as it is.</param>
/// <param name="Far">The grains as asked over the network, where half a surrogate pair arrives as U+FFFD.</param>
/// <param name="Others">Whom nothing may happen to.</param>
/// <param name="Chance">Chance, from a seed.</param>
internal sealed record Target(ISessionStore Store, IGrainFactory Near, IGrainFactory Far, OtherSessions Others, Random Chance)
{
    /// <summary>An id of the attacker's own.</summary>
    public string OwnId => $"own-{Chance.NextInt64():x}";

    /// <summary>A session of somebody else that nobody has locked.</summary>
    public OtherSession Free => Pick(Others.Free);

    /// <summary>A session of somebody else that is locked.</summary>
    public OtherSession Locked => Pick(Others.Locked);

    /// <summary>A session of somebody else.</summary>
    public OtherSession Any => Chance.Next(2) == 0 ? Free : Locked;

    public T Pick<T>(IReadOnlyList<T> all) => all[Chance.Next(all.Count)];

    public ISessionGrain Session(string id, string? text = null) => GrainsFor(text).GetGrain<ISessionGrain>(id);

    public IExpiryGrain Shard(long number, string? text = null) => GrainsFor(text).GetGrain<IExpiryGrain>(number);

    public ISweepGrain Sweeper(long number) => GrainsFor(null).GetGrain<ISweepGrain>(number);

    public ISessionReaderGrain Reader => GrainsFor(null).GetGrain<ISessionReaderGrain>(Chance.Next(2));

    public ISignalGrain Topic(string topic) => GrainsFor(null).GetGrain<ISignalGrain>(topic);

    private IGrainFactory GrainsFor(string? text) => text?.Any(char.IsSurrogate) == true || Chance.Next(5) > 0 ? Near : Far;
}
