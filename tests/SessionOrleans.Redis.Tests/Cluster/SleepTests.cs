using System.Text;

namespace SessionOrleans.Cluster;

/// <summary>A laptop that slept: its monotonic clock missed an hour.</summary>
public sealed class SleepTests
{
    [Fact]
    public async Task Session_OverWhenTheMachineWakesUp_IsNotServed()
    {
        var time = new SleepingTime();
        await using var silos = await SkewedSilos.StartAsync(time, time);
        var (over, live) = (Session(silos), Session(silos));
        var ends = (await over.Write(Value(TimeSpan.FromSeconds(1)))).Session!.ExpiresAt;
        await live.Write(Value(TimeSpan.FromMinutes(90)));

        time.Sleep(TimeSpan.FromHours(1));
        await Until.TrueAsync(async () => await silos.RedisTimeAsync() > ends);

        Assert.Equal(Outcome.Absent, (await over.Read()).Outcome);
        Assert.Equal(Outcome.Done, (await live.Read()).Outcome);
        var written = await live.Write(Value(TimeSpan.FromMinutes(30)));
        var (now, half) = (await silos.RedisTimeAsync(), TimeSpan.FromMinutes(30));
        Assert.InRange(written.Session!.ExpiresAt!.Value, now + half - TimeSpan.FromSeconds(10), now + half + TimeSpan.FromSeconds(10));
    }

    private static ISessionGrain Session(SkewedSilos silos) =>
        silos.Cluster.GrainFactory.GetGrain<ISessionGrain>($"asleep-{Guid.NewGuid():N}");

    private static WriteRequest Value(TimeSpan timeToLive) => new()
    {
        Value = Encoding.UTF8.GetBytes("value"),
        WriteId = Guid.NewGuid(),
        Lifetime = new(TimeSpan.FromHours(1), DefaultSliding: false, timeToLive),
    };
}
