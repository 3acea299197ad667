namespace SessionOrleans.Hostile;

/// <summary>Reads that share a message, by one who skips the library.</summary>
internal static class GrainReadAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("reads: no list of them", target => Answers.RefusedAsync(() => target.Reader.ReadNewer(null!), "'requests'")),
        new("reads: more than share a message", target => Answers.RefusedAsync(
            () => target.Reader.ReadNewer(new ReadRequest[target.Chance.Next(SessionLimits.MaxReadsPerMessage + 1, 10_000)]),
            "At most 128", "Send several")),
        new("reads: of ids that no session has", async target =>
        {
            var id = target.Pick([null!, "", BadText.Long(target.Chance).Text, "with blank", target.OwnId]);
            Assert.All(await target.Reader.ReadNewer([new(id, 0), new(id, target.Chance.NextInt64())]), Assert.Null);
        }),
    ];
}
