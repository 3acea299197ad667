using System.Globalization;
using SessionOrleans.Expiry;

namespace SessionOrleans.Outages;

/// <summary>A slot moves from one primary of a Redis Cluster to another, key by key, while its sessions are used.</summary>
public sealed class RedisClusterMoveTests
{
    [Fact]
    public async Task Move_ASlotOfSessionsInUse_LosesNothingAndFailsNothing()
    {
        await using var cluster = await RedisClusterServers.StartAsync(primaries: 2, replicas: 0);
        await using var store = await SessionStoreFactory.CreateAsync(new() { Backend = SessionBackend.Redis, RedisUrl = cluster.Url });
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(number => $"moved-{number}").Where(id => ExpiryShards.Of(id) == 7).Take(12)];
        foreach (var id in ids)
            await store.SetAsync(id, 0);
        using var over = new CancellationTokenSource();
        var counting = ids.Select(id => CountAsync(store, id, over.Token)).ToList();

        await MoveAsync(cluster, new RedisKeys("mcp:session:", 7).Index.ToString());
        await Task.WhenAll(ids.Select(id => store.UpdateAsync<int>(id, value => value)));
        await over.CancelAsync();

        var counts = await Task.WhenAll(counting);
        Assert.All(counts, count => Assert.True(count > 0));
        Assert.Equal(counts, (await Task.WhenAll(ids.Select(id => store.GetAsync<int>(id)))).Select(read => read!.Value));
        Assert.Equal(ids.Length, await store.Directory.CountAsync());
    }

    private static async Task<int> CountAsync(ISessionStore store, string id, CancellationToken over)
    {
        for (var count = 0; ; count++)
        {
            if (over.IsCancellationRequested)
                return count;
            await store.UpdateAsync<int>(id, value => value + 1, cancellationToken: CancellationToken.None);
        }
    }

    /// <summary>As operators move them: the old and the new place are named, the keys go one by one; then it is the new one's.</summary>
    private static async Task MoveAsync(RedisClusterServers cluster, string key)
    {
        var from = await cluster.PrimaryOfAsync(key);
        var to = cluster.Nodes.Single(node => node != from);
        var slot = await from.AskAsync("CLUSTER", "KEYSLOT", key);
        var (fromId, toId) = (await from.AskAsync("CLUSTER", "MYID"), await to.AskAsync("CLUSTER", "MYID"));
        await to.AskAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
        await from.AskAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
        while (await from.AskAsync("CLUSTER", "GETKEYSINSLOT", slot, "1") is { Length: > 0 } keys)
        {
            foreach (var moved in keys.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                await from.AskAsync("MIGRATE", "127.0.0.1", to.Port.ToString(CultureInfo.InvariantCulture), moved, "0", "5000");
        }

        await to.AskAsync("CLUSTER", "SETSLOT", slot, "NODE", toId);
        await from.AskAsync("CLUSTER", "SETSLOT", slot, "NODE", toId);
    }
}
