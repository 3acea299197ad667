using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SessionOrleans.Shutdown;

/// <summary>
/// A stopping silo tells its clients first, so that they call through other gateways, and then waits for as long as it takes them to hear
/// it and to be answered what is under way: what a gateway has not handed over when it closes is in doubt. A silo without clients waits for
/// nobody. Thread-safe.
/// </summary>
internal sealed class DrainClients(IOptions<SiloMessagingOptions> messaging) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Longer than a call may park that waits for a lock, and than a busy machine takes to pass the word on.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2.5);

    private int _clients;

    /// <summary>How long a stop waits for the clients that are there now.</summary>
    public TimeSpan Due => Volatile.Read(ref _clients) > 0 ? Farewell : TimeSpan.Zero;

    /// <summary>Counts the clients that are connected.</summary>
    public void Watch(IConnectionBuilder gateway) => gateway.Use(next => async connection =>
    {
        Interlocked.Increment(ref _clients);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    });

    /// <summary>Orleans tells the clients, and waits, when it leaves the stage of being active; how long is said just before.</summary>
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(DrainClients),
        ServiceLifecycleStage.Active + 1,
        static _ => Task.CompletedTask,
        _ =>
        {
            messaging.Value.ClientGatewayShutdownNotificationTimeout = Due;
            return Task.CompletedTask;
        });
}
