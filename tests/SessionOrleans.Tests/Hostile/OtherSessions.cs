using System.Text;
using System.Text.Json;

namespace SessionOrleans.Hostile;

/// <summary>Sessions that are to come through an attack as they were: some free, some locked, all with owners.</summary>
internal sealed class OtherSessions
{
    /// <summary>What every one of them holds: JSON, and no number.</summary>
    public const string Value = """{"name":"basket","items":[1,2,3]}""";

    private const int Each = 20;

    private readonly IGrainFactory _grains;

    private OtherSessions(IGrainFactory grains, IReadOnlyList<OtherSession> free, IReadOnlyList<OtherSession> locked) =>
        (_grains, Free, Locked) = (grains, free, locked);

    public IReadOnlyList<OtherSession> Free { get; }

    public IReadOnlyList<OtherSession> Locked { get; }

    public static async Task<OtherSessions> MakeAsync(IGrainFactory grains) => new(
        grains,
        await Task.WhenAll(Enumerable.Range(0, Each).Select(number => MakeAsync(grains, $"free-{number}", locked: false))),
        await Task.WhenAll(Enumerable.Range(0, Each).Select(number => MakeAsync(grains, $"locked-{number}", locked: true))));

    /// <summary>Everything that a session is: value, versions, times, owner and lock.</summary>
    public async Task<string[]> LookAsync() => await Task.WhenAll(Free.Concat(Locked).Select(async one =>
    {
        var session = _grains.GetGrain<ISessionGrain>(one.Id);
        var read = (await session.Read()).Session!;
        var details = (await session.Inspect()).Details! with { Remaining = default };
        return $"{Convert.ToHexString(read.Value!)} {read.Version} {JsonSerializer.Serialize(details)}";
    }));

    private static async Task<OtherSession> MakeAsync(IGrainFactory grains, string id, bool locked)
    {
        var session = grains.GetGrain<ISessionGrain>(id);
        var write = new WriteRequest
        {
            Value = Encoding.UTF8.GetBytes(Value),
            WriteId = Guid.NewGuid(),
            Lifetime = new(TimeSpan.FromHours(1), DefaultSliding: false),
            Owner = $"owner of {id}",
        };
        var version = (await session.Write(write)).Session!.Version;
        var token = locked ? (
            await session.Acquire(new(Guid.NewGuid(), SessionLimits.MaxLease, LockPurpose.Hold, Queue: false, "theirs"))).FencingToken : 0;
        return new(id, write.Owner, write.WriteId, version, token);
    }
}
