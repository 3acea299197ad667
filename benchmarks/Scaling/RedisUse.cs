using System.Globalization;
using StackExchange.Redis;

namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>What Redis holds.</summary>
internal sealed class RedisUse(IServer server)
{
    public async Task<long> BytesAsync()
    {
        var memory = (await server.InfoAsync("memory")).SelectMany(section => section).First(line => line.Key == "used_memory");
        return long.Parse(memory.Value, CultureInfo.InvariantCulture);
    }

    public Task<long> KeysAsync() => server.DatabaseSizeAsync();

    /// <summary>How many keys are left once no more of them lapse, or after <paramref name="patience"/>.</summary>
    public async Task<long> SettledKeysAsync(long expected, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        var keys = await KeysAsync();
        for (var left = patience; left > TimeSpan.Zero && keys > expected; left -= timer.Period)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            keys = await KeysAsync();
        }

        return keys;
    }
}
