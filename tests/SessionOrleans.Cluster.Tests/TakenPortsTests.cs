namespace SessionOrleans.Cluster.Tests;

/// <summary>Two clusters on one machine, each on a Redis of its own: what one leaves free, the other may take.</summary>
public class TakenPortsTests
{
    [Fact]
    public async Task Update_AfterASilosPortsWereTakenByAnotherCluster_StaysInItsOwn()
    {
        await using var mine = await StoreCluster.StartAsync();
        await using var other = await StoreCluster.StartAsync();
        var ports = FreePort.TakeTwo();
        var gone = await mine.AddOnAsync(ports);
        var stays = await mine.AddAsync();
        await stays.SetAllAsync("");
        var client = await mine.AddAsync(("Hosting", "Client"));
        await gone.KillAsync();
        var taken = await other.AddOnAsync(ports);
        await taken.SetAllAsync("");

        var updated = await Task.WhenAll(TestSessions.Ids.Select(id => client.UpdateAsync(id, "+")));

        Assert.Contains(updated, answer => answer.Error is null);
        Assert.All(updated.Where(answer => answer.Error is null), answer => Assert.Equal("+", answer.Value));
        Assert.All(await taken.GetAllAsync(), answer => Assert.Equal("", answer.Value));
    }
}
