using System.Globalization;
using SessionOrleans;

namespace StoreProcess;

/// <summary>Callers that add one to the same session at the same time.</summary>
internal sealed class CounterOrders(ISessionStore store)
{
    /// <summary>Answers how many additions were acknowledged, and as the value how many have an unknown outcome.</summary>
    public async Task<Answer> IncrementAsync(Order order)
    {
        var (acknowledged, unknown) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, order.Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < order.Count; i++)
            {
                try
                {
                    await store.UpdateAsync<string>(order.Id!, Plus1);
                    Interlocked.Increment(ref acknowledged);
                }
                catch (SessionOutcomeUnknownException)
                {
                    Interlocked.Increment(ref unknown);
                }
                catch (SessionStoreException)
                {
                    // Refused: it was not added, and is not tried again.
                }
            }
        })));
        return new(order.Number, unknown.ToString(CultureInfo.InvariantCulture), acknowledged);
    }

    private static string Plus1(string? before) =>
        (int.Parse(before ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}
