using System.Collections.Concurrent;
using SessionOrleans;

namespace StoreProcess;

/// <summary>Locks that are held from one order to the next, each under a name.</summary>
internal sealed class LockOrders(ISessionStore store)
{
    private const string Beginning = "lock.";

    private readonly ConcurrentDictionary<string, ISessionLock> _held = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _waiting = [];

    public bool Knows(Order order) => order.Do.StartsWith(Beginning, StringComparison.Ordinal);

    public async Task<Answer> CarryOutAsync(Order order) => order.Do[Beginning.Length..] switch
    {
        "info" => Of(order, (await store.GetInfoAsync(order.Id!))?.Lock),
        "hold" => await HoldAsync(order),
        "cancel" => await CancelAsync(order),
        "set" => new(order.Number, order.Value, await Held(order).SetAsync(order.Value!)),
        "set-and-release" => new(order.Number, order.Value, await Held(order).SetAndReleaseAsync(order.Value!)),
        "set-with-token" => new(order.Number, order.Value, await SetWithTokenAsync(order)),
        "release" => await ReleaseAsync(order),
        "release-by-token" => new(order.Number, (await store.ReleaseLockAsync(order.Id!, order.Token)).ToString()),
        "token" => new(order.Number, Held(order).Value<string>()?.Value, Held(order).FencingToken),
        "since" => new(order.Number, Version: Held(order).HeldSince.ToUnixTimeMilliseconds()),
        "lost" => new(order.Number, Held(order).Lost.IsCancellationRequested.ToString()),
        _ => throw new ArgumentException($"There is no order '{order.Do}'."),
    };

    private static Answer Of(Order order, SessionLockInfo? info) =>
        new(order.Number, info?.Label, info?.ExpiresAt.ToUnixTimeMilliseconds() ?? 0);

    private async Task<Answer> HoldAsync(Order order)
    {
        using var patience = new CancellationTokenSource();
        _waiting[order.Name!] = patience;
        try
        {
            var held = await store.LockAsync(
                order.Id!,
                order.WaitSeconds is { } wait ? TimeSpan.FromSeconds(wait) : null,
                new() { Label = order.Label, Lease = order.LeaseSeconds is { } lease ? TimeSpan.FromSeconds(lease) : null },
                patience.Token);
            _held[order.Name!] = held;
            return new(order.Number, held.Value<string>()?.Value, held.FencingToken);
        }
        finally
        {
            _waiting.TryRemove(order.Name!, out _);
        }
    }

    private async Task<Answer> CancelAsync(Order order)
    {
        await _waiting[order.Name!].CancelAsync();
        return new(order.Number);
    }

    private async Task<Answer> ReleaseAsync(Order order)
    {
        await Held(order).DisposeAsync();
        return new(order.Number);
    }

    /// <summary>Past the handle, which would refuse by itself: the store has to.</summary>
    private Task<long> SetWithTokenAsync(Order order) =>
        store.SetAsync(order.Id!, order.Value!, new() { Lock = new BareToken(order.Id!, order.Token) });

    private ISessionLock Held(Order order) => _held[order.Name!];
}
