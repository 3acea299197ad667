namespace SessionOrleans.Cluster.Tests;

/// <summary>Two prefixes on one Redis.</summary>
public class PrefixTests
{
    [Fact]
    public async Task Prefixes_OnOneRedis_NeverMeet()
    {
        await using var cluster = await StoreCluster.StartAsync();
        var ours = await cluster.AddAsync();
        await using var theirs = await StoreProcess.StartAsync(cluster.Redis, cluster.Prefix + "a:");
        await ours.SetAsync("shared", "ours");

        Assert.Null((await theirs.GetAsync("shared")).Value);
        await theirs.SetAsync("shared", "theirs");
        Assert.Equal("ours", (await ours.GetAsync("shared")).Value);
        Assert.Equal(1, (await ours.CountAsync()).Version);
        Assert.Equal(1, (await theirs.CountAsync()).Version);
    }
}
