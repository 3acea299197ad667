using SessionOrleans.Benchmarks.Measuring;
using SessionOrleans.Benchmarks.Output;
using SessionOrleans.Benchmarks.Processes;
using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>Runs one case: everybody warms up, then the sides take turns, round by round.</summary>
internal sealed class CompareRun(Testbed testbed, CompareSettings settings, CompareCase compared, Progress progress)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static long _created;

    private readonly byte[] _value = new byte[settings.ValueBytesOf(compared)];
    private readonly string[] _ids =
        [.. Enumerable.Range(0, settings.SessionsOf(compared)).Select(i => $"{settings.ValueBytesOf(compared)}-{i}")];

    public async Task<IReadOnlyList<CompareRow>> RunAsync(CancellationToken cancellationToken)
    {
        var parties = new List<Party>();
        foreach (var side in compared.Peers.Select(peer => peer.Side).Prepend(Side.Ours))
        {
            progress.Show($"{compared.Name}: {side} warms up");
            parties.Add(await testbed.PartyAsync(side, compared.Embedded, cancellationToken));
            await FillAsync(parties[^1], cancellationToken);
            await settings.Load.RunAsync(WarmUp, OperationOf(parties[^1]), cancellationToken);
        }

        var rounds = parties.ToDictionary(party => party.Side, _ => new List<Measurement>());
        for (var round = 0; round < settings.Rounds.Rounds; round++)
        {
            progress.Show($"{compared.Name}: round {round + 1} of {settings.Rounds.Rounds}");
            foreach (var party in parties)
                rounds[party.Side].Add(await MeasureAsync(party, cancellationToken));
        }

        var results = rounds.ToDictionary(side => side.Key, side => new SideResult(side.Value));
        return [.. compared.Peers.Select(peer => CompareRow.Of(compared, peer, results[Side.Ours], results[peer.Side], settings))];
    }

    private async Task FillAsync(Party party, CancellationToken cancellationToken)
    {
        if (compared.Work is Work.Create)
            return;
        var options = new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_ids, options, async (id, _) => await party.Subject.SetAsync(id, _value));
    }

    private async Task<Measurement> MeasureAsync(Party party, CancellationToken cancellationToken)
    {
        // One side does not pay for another's garbage.
        GC.Collect();
        var before = await testbed.CpuAsync(party);
        var (elapsed, latencies) = await settings.Load.RunAsync(settings.Rounds.Length, OperationOf(party), cancellationToken);
        return new Measurement(latencies.Count, elapsed, latencies, await testbed.CpuAsync(party) - before);
    }

    /// <summary>No two workers touch the same session at the same time, and each comes round to all of its own.</summary>
    private Func<int, long, Task> OperationOf(Party party)
    {
        var (subject, value, ids, workers) = (party.Subject, _value, _ids, settings.Load.Workers);
        var each = ids.Length / workers;
        return compared.Work switch
        {
            Work.Get => (worker, turn) => subject.GetAsync(IdOf(worker, turn)),
            Work.Set => (worker, turn) => subject.SetAsync(IdOf(worker, turn), value),
            Work.Create => (_, _) => subject.CreateAsync($"new-{Interlocked.Increment(ref _created)}", value),
            Work.Update => (worker, turn) => subject.UpdateAsync(IdOf(worker, turn)),
            _ => (worker, turn) => subject.LockedUpdateAsync(IdOf(worker, turn)),
        };

        string IdOf(int worker, long turn) => ids[(worker * each) + (int)(turn % each)];
    }
}
