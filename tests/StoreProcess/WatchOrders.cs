using System.Collections.Concurrent;
using System.Globalization;
using SessionOrleans;

namespace StoreProcess;

/// <summary>Sessions that are watched from one order to the next.</summary>
internal sealed class WatchOrders(ISessionStore store)
{
    private readonly ConcurrentDictionary<string, Session<string>?> _seen = [];
    private string? _fault;

    /// <summary>Watches the sessions with the id as a beginning, and answers when each has yielded once.</summary>
    public async Task<Answer> WatchAsync(Order order)
    {
        await Task.WhenAll(Enumerable.Range(0, order.Count).Select(number =>
        {
            var first = new TaskCompletionSource();
            _ = FollowAsync(order.Id + number.ToString(CultureInfo.InvariantCulture), first);
            return first.Task;
        }));
        return new(order.Number, Version: order.Count);
    }

    /// <summary>How many were seen last with a value, and whether any watch went wrong.</summary>
    public Answer Seen(Order order) => new(order.Number, _fault, _seen.Values.Count(session => session?.Value == order.Value));

    private async Task FollowAsync(string id, TaskCompletionSource first)
    {
        try
        {
            var newest = 0L;
            await foreach (var session in store.WatchAsync<string>(id))
            {
                if (session is not null && session.Version <= newest)
                    _fault = $"{id}: {session.Version} after {newest}";
                newest = session?.Version ?? newest;
                _seen[id] = session;
                first.TrySetResult();
            }
        }
        catch (Exception trouble)
        {
            _fault = trouble.ToString();
            first.TrySetException(trouble);
        }
    }
}
