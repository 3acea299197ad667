using System.Globalization;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Soaking;

/// <summary>What the servers of Redis use that take writes, together.</summary>
internal static class RedisUse
{
    private const double BytesInMib = 1024 * 1024;

    public static async Task<IReadOnlyList<Sample>> OfAsync(IEnumerable<RedisServer> primaries)
    {
        var infos = await Task.WhenAll(primaries.Select(server => server.AskAsync("INFO")));
        double Sum(string field) => infos.Sum(info => double.Parse(
            info.Split("\r\n").Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..],
            CultureInfo.InvariantCulture));
        return [new("redis", "used_mib", Sum("used_memory") / BytesInMib), new("redis", "handles", Sum("connected_clients"))];
    }
}
