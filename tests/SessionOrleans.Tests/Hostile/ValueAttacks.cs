using System.Text;
using System.Text.Json;

namespace SessionOrleans.Hostile;

/// <summary>Values that cannot be stored, and stored ones that are not what is asked for.</summary>
internal static class ValueAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("client: a value that is null", target => Answers.RefusedAsync(
            () => target.Store.SetAsync<string>(target.Free.Id, null!), "RemoveAsync")),
        new("client: a value over the limit", target => Answers.RefusedAsync(
            () => target.Chance.Next(2) == 0
                ? target.Store.SetAsync(target.Free.Id, new byte[target.Chance.Next(HostileContract.MaxValueBytes + 1, 20_000)])
                : target.Store.TrySetAsync(target.Free.Id, new string('x', HostileContract.MaxValueBytes), WriteCondition.IfPresent),
            "4,096", "MaxValueBytes", "raise the limit")),
        new("client: a value that is no JSON", target => Answers.RefusedAsync(
            () => target.Chance.Next(3) switch
            {
                0 => target.Store.SetAsync(target.Free.Id, Deep(target.Chance.Next(100, 400))),
                1 => target.Store.SetAsync(target.Free.Id, typeof(string)),
                _ => target.Store.SetAsync(target.Free.Id, Circle()),
            },
            "cannot be written as JSON", "64 levels", "byte[]")),
        new("client: a stored value that is not a T", target => Assert.ThrowsAsync<SessionValueException>(() => target.Chance.Next(4) switch
        {
            0 => target.Store.GetAsync<int>(target.Any.Id),
            1 => target.Store.GetAsync<List<string>>(target.Any.Id),
            2 => target.Store.UpdateAsync<DateTimeOffset>(target.Free.Id, value => value),
            _ => target.Store.GetOrCreateAsync(target.Any.Id, _ => ValueTask.FromResult(true)),
        })),
        new("client: stored bytes that are no JSON", async target =>
        {
            var id = target.OwnId;
            await target.Store.SetAsync(id, NoJson(target.Chance));
            await Assert.ThrowsAsync<SessionValueException>(() => target.Store.GetAsync<Dictionary<string, object>>(id));
        }),
        new("client: functions that are null", target => Answers.RefusedAsync(() => target.Chance.Next(2) == 0
            ? target.Store.UpdateAsync<string>(target.Any.Id, null!)
            : target.Store.GetOrCreateAsync<string>(target.Any.Id, null!))),
        new("client: functions that throw", target => Assert.ThrowsAsync<InsufficientMemoryException>(() => target.Chance.Next(2) == 0
            ? target.Store.UpdateAsync<JsonElement>(target.Free.Id, _ => throw new InsufficientMemoryException())
            : target.Store.GetOrCreateAsync<int>(target.OwnId, _ => throw new InsufficientMemoryException()))),
    ];

    private static byte[] NoJson(Random chance)
    {
        switch (chance.Next(4))
        {
            case 0:
                return [];
            case 1:
                var bytes = new byte[chance.Next(1, 200)];
                chance.NextBytes(bytes);
                bytes[0] = 0xFF;
                return bytes;
            case 2:
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", chance.Next(65, 500))) + "1");
            default:
                return "{\"a\":\"\xC3\x28"u8.ToArray();
        }
    }

    private static object[] Deep(int levels)
    {
        object[] value = [];
        for (var level = 0; level < levels; level++)
            value = [value];
        return value;
    }

    private static Dictionary<string, object> Circle()
    {
        var circle = new Dictionary<string, object>();
        circle["self"] = circle;
        return circle;
    }
}
