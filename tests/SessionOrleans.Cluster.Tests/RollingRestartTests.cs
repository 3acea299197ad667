namespace SessionOrleans.Cluster.Tests;

/// <summary>Every silo is replaced, one after the other, as an orchestrator rolls out a new version, while clients call.</summary>
public class RollingRestartTests(ITestOutputHelper output)
{
    private const int Least = 10_000;

    /// <summary>Between the rounds of a caller, so that callers do not take all there is of the machine.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(600);

    [Fact]
    public async Task Replace_AllThreeSilosUnderCalls_NoCallFails()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var silos = await cluster.AddAsync(3);
        var clients = await Task.WhenAll(ClientAsync(cluster), ClientAsync(cluster));
        await Until.TrueAsync(
            async () =>
                (await Task.WhenAll(TestSessions.Ids.Select(id => clients[0].SetAsync(id, "")))).All(answer => answer.Error is null),
            TimeSpan.FromSeconds(60),
            "the cluster serves");

        var calls = new CallCount();
        using var over = new CancellationTokenSource();
        var calling = Task.WhenAll(clients.SelectMany(client => TestSessions.Ids.Select(id => CallAsync(client, id, calls, over.Token))));
        foreach (var silo in silos)
        {
            var before = calls.Made;
            var stopped = await silo.TerminateAsync();
            var replacement = await cluster.AddAsync();
            output.WriteLine(
                $"Stopped in {stopped.TotalSeconds:0.0} s, replaced in {replacement.StartedWithin.TotalSeconds:0.0} " +
                $"s, {calls.Made - before} calls meanwhile.");
        }

        await Until.TrueAsync(() => Task.FromResult(calls.Made >= Least), TimeSpan.FromSeconds(60), $"{Least} calls are made");
        await over.CancelAsync();
        await calling;
        var read = await clients[0].GetAllAsync();

        output.WriteLine($"{calls.Made} calls, {calls.Failed.Count} failed.");
        foreach (var silo in silos.Where(_ => !calls.Failed.IsEmpty))
            output.WriteLine(silo.Log);
        Assert.Empty(calls.Failed);
        Assert.Equal(calls.Updates, read.Sum(answer => answer.Value!.Length));
    }

    private static Task<StoreProcess> ClientAsync(StoreCluster cluster) => cluster.AddAsync(("Hosting", "Client"));

    /// <summary>Updates, reads and locks one session, again and again.</summary>
    private static async Task CallAsync(StoreProcess client, string id, CallCount calls, CancellationToken over)
    {
        using var pace = new PeriodicTimer(Pace);
        while (!over.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            calls.Count(await client.UpdateAsync(id, "+"), isUpdate: true);
            for (var read = 0; read < 4; read++)
                calls.Count(await client.GetAsync(id));
            calls.Count(await client.LockAsync(id));
            calls.Count(await client.SetAsync(id + ".set", "set"));
        }
    }
}
