using System.Globalization;
using Microsoft.Extensions.Options;
using SessionOrleans;
using SessionOrleans.Harness.Outside;
using StackExchange.Redis;

namespace StoreProcess;

/// <summary>
/// The workload of Jepsen's lock tests: take the lock, read a set outside, add an element to what was read, write it back with the token,
/// release. Goes on until it is told to rest.
/// </summary>
internal sealed class WorkOrders(ISessionStore store, IOptions<SessionStoreOptions> options) : IAsyncDisposable
{
    private readonly CancellationTokenSource _rest = new();
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis = new(() =>
    {
        var url = new Uri(options.Value.RedisUrl!);
        return ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { { url.Host, url.Port } } });
    });

    public async Task<Answer> WorkAsync(Order order)
    {
        var outside = new OutsideSet((await _redis.Value).GetDatabase(), order.Id!, order.Fenced);
        var written = 0;
        for (var number = 0; !_rest.IsCancellationRequested; number++)
        {
            try
            {
                var element = string.Create(CultureInfo.InvariantCulture, $"{order.Name}.{number}");
                if (await AddAsync(outside, order, element))
                    written++;
            }
            catch (Exception trouble) when (trouble is SessionStoreException or TimeoutException)
            {
                // The lock was not got, or could not be given back.
            }
            catch (OperationCanceledException)
            {
            }
        }

        return new(order.Number, Version: written);
    }

    public async Task<Answer> RestAsync(Order order)
    {
        await _rest.CancelAsync();
        return new(order.Number);
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        if (_redis.IsValueCreated)
            await (await _redis.Value).DisposeAsync();
    }

    /// <summary>Does not look at <see cref="ISessionLock.Lost"/>, as one does not who was stopped after the last look.</summary>
    private async Task<bool> AddAsync(OutsideSet outside, Order order, string element)
    {
        await using var held = await store.LockAsync(
            order.Id!, options: new() { Lease = TimeSpan.FromSeconds(order.LeaseSeconds ?? 30), Label = order.Name },
            cancellationToken: _rest.Token);
        if (await outside.ReadAsync(held.FencingToken, order.Name!) is not { } set)
            return false;

        // What is done under a lock takes some time; whoever wants to stop a holder has that much.
        using var work = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        await work.WaitForNextTickAsync();
        if (!await outside.WriteAsync(held.FencingToken, order.Name!, element, set + element + ","))
            return false;
        await held.SetAndReleaseAsync(element);
        return true;
    }
}
