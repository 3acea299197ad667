namespace SessionOrleans.Cluster.Tests;

/// <summary>What calls go through that are under way when a silo dies.</summary>
public class CallsDuringLossTests(ITestOutputHelper output)
{
    /// <summary>Trouble is told after five seconds, and a write asked after for fifteen. Orleans' own time for an answer is
    /// thirty.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Kill_WhileCallsAreUnderWay_NoneHangsAndSafeOnesAreRepeated()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var lost = await cluster.AddAsync();
        await lost.SetAllAsync("");
        var others = await cluster.AddAsync(2);
        var killed = new CancellationTokenSource();

        var asking = TestSessions.Ids.Select((id, number) => AskAsync(others[number % 2], id, killed.Token)).ToArray();
        await lost.KillAsync();
        await killed.CancelAsync();
        var told = await Task.WhenAll(asking);

        var calls = told.SelectMany(one => one.Calls).ToList();
        var failed = calls.Where(call => call.Error is not null).ToList();
        var repeated = calls.Where(call => call.Error is null && call.Milliseconds > 200).ToList();
        output.WriteLine(
            $"{calls.Count} calls: the longest took {calls.Max(call => call.Milliseconds) / 1_000:0.0} s, {failed.Count} failed, " +
            $"{repeated.Count} found their way by themselves " +
            $"after {(repeated.Count == 0 ? 0 : repeated.Max(call => call.Milliseconds) / 1_000):0.0} s at most.");
        Assert.True(calls.Max(call => call.Milliseconds) < Longest.TotalMilliseconds);
        Assert.NotEmpty(repeated);
        Assert.All(
            failed, call => Assert.Contains(call.Value, new[] { "SessionStoreUnavailableException", "SessionOutcomeUnknownException" }));
        Assert.All(told, one => Assert.InRange(one.Appended, one.Acknowledged, one.Acknowledged + one.Unknown));
    }

    /// <summary>Reads and appends at the same time, before the loss and until both work after it.</summary>
    private static async Task<AnswersHeard> AskAsync(StoreProcess store, string id, CancellationToken killed)
    {
        var told = new AnswersHeard();
        var isServed = false;
        while (!isServed)
        {
            isServed = killed.IsCancellationRequested;
            foreach (var call in new[] { store.GetAsync(id), store.UpdateAsync(id, "x") })
            {
                var answer = await call;
                told.Calls.Add(answer);
                isServed &= answer.Error is null;
            }

            var update = told.Calls[^1];
            told.Acknowledged += update.Error is null ? 1 : 0;
            told.Unknown += update.Value == "SessionOutcomeUnknownException" ? 1 : 0;
        }

        told.Appended = (await store.GetAsync(id)).Value!.Length;
        return told;
    }

    /// <summary>The calls to one session, and what became of its appends.</summary>
    private sealed class AnswersHeard
    {
        public List<Answer> Calls { get; } = [];

        public int Acknowledged { get; set; }

        public int Unknown { get; set; }

        public int Appended { get; set; }
    }
}
