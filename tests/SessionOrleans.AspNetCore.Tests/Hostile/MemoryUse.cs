using System.Globalization;

namespace SessionOrleans.AspNetCore.Tests.Hostile;

/// <summary>What hosts and silos of this process hold, and what Redis does, after whatever can be let go was.</summary>
/// <param name="HostBytes">The managed memory.</param>
/// <param name="RedisBytes">What Redis says that it uses.</param>
public readonly record struct MemoryUse(long HostBytes, long RedisBytes)
{
    private const long MiB = 1 << 20;

    /// <summary>Measures.</summary>
    public static async Task<MemoryUse> MeasureAsync(Harness.RedisServer redis)
    {
        await using var connection = await redis.ConnectAsync();
        var memory = await connection.GetServers()[0].InfoAsync("memory");
        var used = memory.SelectMany(section => section).Single(line => line.Key == "used_memory").Value;
        return new(GC.GetTotalMemory(forceFullCollection: true), long.Parse(used, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until no more is held than there was before, but for so much.</summary>
    public async Task AssertNoMoreAsync(Harness.RedisServer redis, int hostMiB, int redisMiB)
    {
        var (before, now) = (this, this);
        try
        {
            await Harness.Until.TrueAsync(
                async () => (now = await MeasureAsync(redis)).Over(before) is var over && over.HostBytes < hostMiB * MiB
                    && over.RedisBytes < redisMiB * MiB);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The host holds {now.Over(before).HostBytes:N0} bytes more, Redis {now.Over(before).RedisBytes:N0}; " +
                $"{hostMiB} MiB and {redisMiB} MiB are allowed.");
        }
    }

    private MemoryUse Over(MemoryUse before) => new(HostBytes - before.HostBytes, RedisBytes - before.RedisBytes);
}
