using SessionOrleans.Expiry;

namespace SessionOrleans.Hostile;

/// <summary>Requests to the index and to the topics of signals by one who skips the library.</summary>
internal static class GrainIndexAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("index: a shard that there is not", target =>
        {
            var shard = target.Shard(target.Pick(
            [
                -1L, ExpiryShards.Count, (1L << 32) + 1, long.MinValue, long.MaxValue, -(1L << 32),
                target.Chance.NextInt64(256, long.MaxValue),
            ]));
            return Answers.RefusedAsync(
                () => target.Chance.Next(4) switch
                {
                    0 => shard.Sweep(),
                    1 => shard.Count(),
                    2 => shard.List(null, 10),
                    _ => shard.ListOwned("owner", null, 10),
                },
                "256 shards");
        }),
        new("index: a part that there is not", target => Answers.RefusedAsync(
            () => target.Sweeper(target.Pick(
            [
                -1L, ExpiryShards.Parts, (1L << 32) + 1, long.MinValue, long.MaxValue, target.Chance.NextInt64(16, long.MaxValue),
            ])).Start(),
            "16 parts")),
        new("index: a cursor of an owner's listing that there is not", target => Answers.RefusedAsync(
            () => target.Shard(target.Chance.Next(ExpiryShards.Count)).ListOwned("owner", BadText.Cursor(target.Chance), 10), "cursor",
            "Begin anew")),
        new("index: a cursor of a listing that there is not", async target =>
        {
            // One backend knows its own cursors, to the other any text is a place between ids.
            var refused = await Record.ExceptionAsync(
                () => target.Shard(target.Chance.Next(ExpiryShards.Count)).List(BadText.Cursor(target.Chance), 10));
            Assert.True(refused is null or ArgumentException, $"It was {refused}.");
        }),
        new("index: a page of no size", async target =>
        {
            var size = target.Pick([0, -1, int.MinValue, int.MaxValue]);
            Assert.InRange((await target.Shard(target.Chance.Next(ExpiryShards.Count)).List(null, size)).Sessions.Count, 0, 1_000);
        }),
        new("index: an owner out of limits", target =>
        {
            var owner = target.Pick([null!, "", BadText.Long(target.Chance).Text, BadText.LoneSurrogate(target.Chance).Text]);
            return Answers.RefusedAsync(
                () => target.Shard(target.Chance.Next(ExpiryShards.Count), owner).ListOwned(owner, null, 10), "owner");
        }),
        new("signals: a listener that is null", target => Answers.RefusedAsync(
            () => target.Chance.Next(2) == 0 ? target.Topic("topic").Listen(null!).AsTask() : target.Topic("topic").Leave(null!).AsTask(),
            "'listener'")),
        new("signals: a message out of limits", target => Answers.RefusedAsync(
            () => target.Topic("topic").Send(new string('x', target.Chance.Next(SessionLimits.MaxSignalLength + 1, 10_000))), "4,096",
            "Store what is long")),
        new("signals: a topic out of limits", target => Answers.RefusedAsync(
            () => target.Topic(target.Pick(["with blank", BadText.Long(target.Chance).Text, "\u00fc", "\ud800"])).Send("x"),
            "A topic of signals", "Hash or encode")),
    ];
}
