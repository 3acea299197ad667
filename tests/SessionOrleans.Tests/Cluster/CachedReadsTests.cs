namespace SessionOrleans.Cluster;

/// <summary>Two clients of one cluster, each with a cache of its own.</summary>
public sealed class CachedReadsTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly SessionStore _one = fixture.NewStore();
    private readonly SessionStore _other = fixture.NewStore();
    private readonly string _id = $"copied-{Guid.NewGuid():N}";

    [Fact]
    public async Task Get_AnotherClientWrote_IsTheNewest()
    {
        for (var round = 1; round <= 5; round++)
        {
            await _other.SetAsync(_id, round);
            Assert.Equal(round, (await _one.GetAsync<int>(_id))!.Value);
            Assert.Equal(round, (await _one.GetAsync<int>(_id))!.Value);
        }

        await _other.RemoveAsync(_id);
        Assert.Null(await _one.GetAsync<int>(_id));
    }

    [Fact]
    public async Task Get_ProlongedByAnotherClient_SaysSo()
    {
        await _one.SetAsync(_id, 1);
        var before = await _one.GetAsync<int>(_id);
        await _other.ExtendAsync(_id, TimeSpan.FromDays(1));
        var after = await _one.GetAsync<int>(_id);
        Assert.Equal(before!.Version, after!.Version);
        Assert.True(after.ExpiresAt > before.ExpiresAt);
    }

    [Fact]
    public async Task Update_AnotherClientWrote_StartsFromTheNewest()
    {
        await _one.UpdateAsync<int>(_id, value => value + 1);
        for (var round = 1; round <= 5; round++)
        {
            Assert.Equal(2 * round, (await _other.UpdateAsync<int>(_id, value => value + 1)).Value);
            Assert.Equal((2 * round) + 1, (await _one.UpdateAsync<int>(_id, value => value + 1)).Value);
        }

        await _other.RemoveAsync(_id);
        Assert.Equal(1, (await _one.UpdateAsync<int>(_id, value => value + 1)).Value);
    }
}
