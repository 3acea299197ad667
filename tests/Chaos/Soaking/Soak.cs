using SessionOrleans.Chaos.Output;
using SessionOrleans.Chaos.Processes;

namespace SessionOrleans.Chaos.Soaking;

/// <summary>
/// Looks once a minute, between two faults, what is used by the processes that live as long as the run: the first silo, which is paused and
/// cut off but never killed, the clients, and Redis. What was just started anew has another age, and is compared with nothing.
/// </summary>
internal sealed class Soak(ChaosCluster cluster, Progress progress, TimeSpan length)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _warmUp = length / 6 > TimeSpan.FromMinutes(5) ? TimeSpan.FromMinutes(5) : length / 6;
    private readonly TimeSpan _begun = MonotonicClock.Now;
    private readonly List<IReadOnlyList<Sample>> _looks = [];
    private TimeSpan _next;
    private int _looksWhileWarm;

    /// <summary>What became of each number so far.</summary>
    public IReadOnlyList<Trend> Trends => Trend.Over(_looks, _looksWhileWarm);

    /// <summary>Looks if it is time to.</summary>
    public async Task LookAsync()
    {
        var passed = MonotonicClock.Now - _begun;
        if (passed < _next)
            return;
        _next = passed + Pace;
        var samples = new List<Sample>();
        foreach (var worker in cluster.LongLived)
            samples.AddRange(await ProcessUse.OfAsync(worker));
        samples.AddRange(await cluster.Redis.UseAsync());
        _looks.Add(samples);
        if (passed < _warmUp)
            _looksWhileWarm = _looks.Count;
        foreach (var group in samples.GroupBy(sample => sample.Of))
            progress.Say($"{passed.TotalMinutes,5:0.0} min  {group.Key,-8} "
                + string.Join(", ", group.Select(sample => $"{sample.What} {sample.Number:0.0}")));
    }
}
