using System.Diagnostics;

namespace SessionOrleans.Outages;

/// <summary>A primary of a Redis Cluster is killed under load, and its replica takes over.</summary>
public sealed class RedisClusterFailoverTests(ITestOutputHelper output)
{
    /// <summary>Node timeout, half a second until a replica stands for election, up to half a second more, and the votes.</summary>
    private static readonly TimeSpan OwnTime = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Kill_APrimaryUnderLoad_LosesNothingThatTheReplicaHadAndIsServedSoon()
    {
        await using var cluster = await RedisClusterServers.StartAsync();
        await using var store = await SessionStoreFactory.CreateAsync(
            new() { Backend = SessionBackend.Redis, RedisUrl = cluster.Url, DefaultTimeToLive = TimeSpan.FromHours(1) });
        string[] ids = [.. Enumerable.Range(0, 48).Select(number => $"counter-{number}")];
        foreach (var id in ids)
            await store.SetAsync(id, 0, new() { Owner = "ann" });
        using var over = new CancellationTokenSource();
        var counting = ids.Select(id => CountAsync(store, id, over.Token)).ToList();
        await Until.TrueAsync(() => Task.FromResult(counting.All(count => !count.IsCompleted)));
        var killed = await cluster.PrimaryOfAsync(KeyOf(ids[0]));
        var replica = Assert.Single(await cluster.ReplicasOfAsync(killed));

        // What the replica did not have is lost, as Redis replicates: so it has all before the kill, and nothing comes after.
        await killed.PauseAsync();
        await replica.HasReadAllAsync();
        await killed.KillAsync();
        var begun = Stopwatch.GetTimestamp();
        await Until.TrueAsync(
            async () => (await Task.WhenAll(ids.Select(id => IsWrittenAsync(store, id)))).All(isWritten => isWritten),
            OwnTime + TimeSpan.FromSeconds(5),
            "every session is written again");
        output.WriteLine($"Every session was written {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s after the kill.");
        await over.CancelAsync();

        var (counts, read) = (await Task.WhenAll(counting), await Task.WhenAll(ids.Select(id => store.GetAsync<int>(id))));
        Assert.All(counts.Zip(read), pair => Assert.InRange(pair.Second!.Value, pair.First.Done, pair.First.Done + pair.First.InDoubt));
        Assert.Same(replica, await cluster.PrimaryOfAsync(KeyOf(ids[0])));
        Assert.Equal(ids.Length, await store.Directory.CountAsync());
        Assert.Equal(ids.Order(), (await store.Directory.ListOwnedAsync("ann").Select(one => one.Id).ToListAsync()).Order());
        Assert.Equal(ids.Length, await store.Directory.RemoveOwnedAsync("ann"));
    }

    private static string KeyOf(string id) => RedisKeys.Of("mcp:session:", id).Session(id).ToString();

    private static async Task<bool> IsWrittenAsync(ISessionStore store, string id)
    {
        try
        {
            return await store.ExtendAsync(id, TimeSpan.FromHours(2));
        }
        catch (SessionStoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<(int Done, int InDoubt)> CountAsync(ISessionStore store, string id, CancellationToken over)
    {
        var (done, inDoubt) = (0, 0);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await store.UpdateAsync<int>(id, value => value + 1, cancellationToken: CancellationToken.None);
                done++;
            }
            catch (SessionOutcomeUnknownException)
            {
                inDoubt++;
            }
            catch (SessionStoreUnavailableException)
            {
                // It was not carried out.
            }
        }

        return (done, inDoubt);
    }
}
