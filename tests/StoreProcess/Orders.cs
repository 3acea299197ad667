using System.Globalization;
using SessionOrleans;

namespace StoreProcess;

/// <summary>What can be asked of the store.</summary>
internal sealed class Orders(ISessionStore store, LockOrders locks, CounterOrders counters, WorkOrders work, WatchOrders watches)
{
    public async Task<Answer> CarryOutAsync(Order order) => order.Do switch
    {
        "get" => Of(order, await store.GetAsync<string>(order.Id!)),
        "set" => new Answer(order.Number, Version: await store.SetAsync(order.Id!, order.Value!)),
        "update" => Of(order, await store.UpdateAsync<string>(order.Id!, before => before + order.Value)),
        "lock" => new Answer(order.Number, Version: await LockAsync(order)),
        "count" => new Answer(order.Number, Version: await store.Directory.CountAsync()),
        "activations" => new Answer(order.Number, Version: await Activations.CountAsync()),
        "fill" => new Answer(order.Number, Version: await FillAsync(order)),
        "backend" => new Answer(order.Number, store.Status.Backend.ToString()),
        "increment" => await counters.IncrementAsync(order),
        "work" => await work.WorkAsync(order),
        "watch" => await watches.WatchAsync(order),
        "seen" => watches.Seen(order),
        "rest" => await work.RestAsync(order),
        "remove" => new Answer(order.Number, (await store.RemoveAsync(order.Id!)).ToString()),
        "waiting" => new Answer(order.Number, Version: (await store.GetInfoAsync(order.Id!))?.Lock?.Waiting ?? 0),
        _ when locks.Knows(order) => await locks.CarryOutAsync(order),
        _ => throw new ArgumentException($"There is no order '{order.Do}'."),
    };

    private static Answer Of(Order order, Session<string>? session) => new(order.Number, session?.Value, session?.Version ?? 0);

    private async Task<long> LockAsync(Order order)
    {
        await using var held = await store.LockAsync(order.Id!);
        return held.FencingToken;
    }

    /// <summary>Sessions with the id as a beginning, numbered, with one value.</summary>
    private async Task<long> FillAsync(Order order)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, order.Count), async (number, token) =>
            await store.SetAsync(order.Id + number.ToString(CultureInfo.InvariantCulture), order.Value!, cancellationToken: token));
        return order.Count;
    }
}
