using SessionOrleans.Expiry;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>No id reaches another kind's key, and no prefix another's.</summary>
[Collection(RedisCollection.Name)]
public sealed class RedisKeysTests(RedisFixture redis)
{
    private static readonly string[] Prefixes =
        ["a:", "a:s:", "a:s", "a", "a:x:", "a:o:", "a:s:s:", "a%", "a%3A", "a:s%3A", ":", "::", "s:", "a:s:x:1"];

    private static readonly string[] Names =
        ["x", ":", "::", "s:x", ":s:x", "x:7", "s:s:x", "o:x", "%", "%3A", "%3a", "%253A", "%25", "s%3Ax", "7", "x:", ":x", "a:s:x", "s:",
            "/", "/members", "%2F", "x/y"];

    [Fact]
    public void Keys_OfAllPrefixesKindsAndNames_AreDistinct()
    {
        var keys = Prefixes.SelectMany(prefix =>
        {
            return Enumerable.Range(0, ExpiryShards.Count).SelectMany(shard =>
            {
                var of = new RedisKeys(prefix, shard);
                return Names.Select(of.Session).Concat(Names.Select(of.Owner)).Concat(Names.Select(of.EndedRecord)).Concat(
                    [of.Index, of.Ended, of.EndedAttempts, of.Probe, of.Staged(Guid.Empty)]);
            }).Append(RedisKeys.EndedHandlers(prefix));
        }).Select(key => key.ToString()).ToArray();

        Assert.Equal(
            Prefixes.Length * ((ExpiryShards.Count * ((3 * Names.Length) + 5)) + 1), keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Keys_OfAnyName_AreNoKeyThatOrleansPutsUnderAPrefix()
    {
        var orleans = Prefixes.Select(ClusterName.MembersKey).Concat(Prefixes.Select(prefix => prefix + "/reminders/x")).ToHashSet();

        var keys = Prefixes.SelectMany(prefix => Names.Concat(["members", "/reminders/x"]).SelectMany(name =>
            new[] { new RedisKeys(prefix, 7).Session(name), new RedisKeys(prefix, 7).Owner(name) }));

        Assert.All(keys, key => Assert.DoesNotContain(key.ToString(), orleans));
    }

    [Theory]
    [InlineData("mcp:session:", 256)]
    [InlineData("{mcp}:session:", 1)]
    [InlineData("a}:", 256)]
    public async Task Keys_OfAShard_LieInOneSlotAndShardsSpreadEvenly(string prefix, int slots)
    {
        await using var cluster = await RedisServer.StartAsync("--cluster-enabled", "yes");
        await using var connection = await cluster.ConnectAsync();
        var server = connection.GetServer("127.0.0.1", cluster.Port);
        var ofShards = await Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count).Select(async shard =>
        {
            var of = new RedisKeys(prefix, shard);
            RedisKey[] keys =
                [of.Index, of.Ended, of.EndedAttempts, of.Probe, of.Staged(Guid.Empty),
                    .. Names.Concat(["{x}", "}"]).SelectMany(name => new[] { of.Session(name), of.Owner(name), of.EndedRecord(name) })];
            var slots = await Task.WhenAll(keys.Select(key => server.ExecuteAsync("CLUSTER", "KEYSLOT", key)));
            return Assert.Single(slots.Select(slot => (int)slot).Distinct());
        }));

        Assert.Equal(slots, ofShards.Distinct().Count());
        for (var nodes = 2; nodes <= 6 && slots > 1; nodes++)
        {
            var onNodes = ofShards.GroupBy(slot => slot * nodes / 16_384).Select(node => node.Count()).ToList();
            Assert.All(onNodes, count => Assert.InRange(count * nodes / (double)ExpiryShards.Count, 0.85, 1.25));
        }
    }

    [Fact]
    public async Task Sessions_OfTwoPrefixesWithOddIds_NeverMeet()
    {
        var root = Guid.NewGuid().ToString("N");
        var backends = new List<RedisBackend>();
        foreach (var prefix in Prefixes)
            backends.Add(await redis.NewBackendAsync($"{root}{prefix}"));

        // Each session says where it belongs, under every prefix and odd id at once.
        foreach (var backend in backends)
        {
            foreach (var id in Names)
            {
                Assert.NotNull(await backend.Storage.SaveAsync(
                    id, Sample.Session(backend.Clock.Now, value: ValueOf(backend, id)), expectedVersion: 0));
                await backend.Index.AddAsync(new(id, id, null));
            }
        }

        foreach (var backend in backends)
        {
            foreach (var id in Names)
            {
                Assert.Equal(ValueOf(backend, id), (await backend.Storage.ReadAsync(id)).Value);
                Assert.Equal([id], (await backend.Index.ListOwnedAsync(id, null, 10)).Ids);
            }
        }
    }

    private static byte[] ValueOf(RedisBackend backend, string id) => RedisKeys.Utf8.GetBytes($"{backend.Prefix} {id}");
}
