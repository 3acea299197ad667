using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime;
using SessionOrleans.Calls;
using SessionOrleans.Sessions;
using SessionOrleans.Telemetry;

namespace SessionOrleans.Overload;

/// <summary>
/// More calls than a session or a silo may take on, while Redis stands still: those beyond the limit are told at once, the others are
/// carried out when it goes on, and nothing that was acknowledged is lost. A real silo, asked over the network.
/// </summary>
public sealed class OverloadTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Less than one store has under way.</summary>
    private const int MaxWaiting = SessionLimits.MaxCallsUnderWay / 2;

    /// <summary>Fewer than usual: what a session took on is carried out in the end, one save after the other.</summary>
    private const int MaxCalls = 300;

    private RedisServer _redis = null!;
    private IHost _silo = null!;
    private ISessionStore _store = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        var (silo, gateway) = FreePort.TakeTwo();
        var options = new SessionStoreOptions { RedisUrl = _redis.Url, Backend = SessionBackend.Redis, Prefix = "overload:" };
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSessionStore(
            set => (set.RedisUrl, set.Backend, set.Prefix, set.SiloPort, set.GatewayPort) =
                (options.RedisUrl, options.Backend, options.Prefix, silo, gateway),
            made => made
                .Configure<SiloMessagingOptions>(messaging => messaging.MaxEnqueuedRequestsHardLimit = MaxCalls)
                .Services.AddSingleton(provider => new StorageLoad(provider.GetRequiredService<SessionMetrics>(), MaxWaiting)));
        _silo = builder.Build();
        await _silo.StartAsync();
        options.Hosting = SessionStoreHosting.Client;
        _store = await SessionStoreFactory.CreateAsync(options);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _silo.StopAsync();
        await ((IAsyncDisposable)_silo).DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Session_WithMoreCallsThanItMayTakeOn_TurnsTheRestAwayAndLosesNothing()
    {
        await _store.SetAsync("one", -1);
        var session = ((SessionStore)_store).Connection.Grains.GetGrain<ISessionGrain>("one");

        // A store has fewer calls under way: these come as if from many.
        var outcome = await FloodAsync(MaxCalls + 1_000, number => WriteAsync(session, number));

        var newest = outcome.Done.MaxBy(done => done.Value);
        Assert.Equal(outcome.Done.Count, outcome.Done.Values.Distinct().Count());
        var last = await ReadAsync();
        if (outcome.Unknown.IsEmpty)
            Assert.Equal((newest.Key, newest.Value), (last.Value, last.Version));
        Assert.DoesNotContain(last.Value, outcome.TurnedAway);
    }

    [Fact]
    public async Task Silo_WithMoreSessionsWaitingThanItMay_TurnsTheRestAwayAndLosesNothing()
    {
        await using var held = await _store.LockAsync("held", options: new() { Lease = TimeSpan.FromSeconds(60) });
        var outcome = await FloodAsync(2_000, number => _store.SetAsync($"many-{number}", number));

        var present = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(outcome.Done.Keys.Concat(outcome.TurnedAway), async (number, _) =>
        {
            if (await _store.GetAsync<int>($"many-{number}") is { } session)
                present.Add(session.Value);
        });
        Assert.Equal(outcome.Done.Keys.Order(), present.Order());
        Assert.False(held.Lost.IsCancellationRequested);
        await held.SetAsync("all is well");
    }

    /// <summary>Calls whose callers are gone are carried out all the same, and a read stands behind them.</summary>
    private async Task<Session<int>> ReadAsync()
    {
        Session<int>? read = null;
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    read = await _store.GetAsync<int>("one");
                }
                catch (SessionStoreUnavailableException)
                {
                }

                return read is not null;
            },
            TimeSpan.FromSeconds(60));
        return read!;
    }

    private static async Task<long> WriteAsync(ISessionGrain session, int number)
    {
        var request = new WriteRequest
        {
            Value = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
            WriteId = Guid.NewGuid(),
            Lifetime = new(TimeSpan.FromHours(1), DefaultSliding: false),
        };
        try
        {
            var reply = await session.Write(request);
            return reply.Session?.Version ?? throw StoreErrors.Of(reply);
        }
        catch (LimitExceededException turnedAway)
        {
            throw StoreErrors.TurnedAway(turnedAway);
        }
        catch (TimeoutException late)
        {
            throw StoreErrors.OutcomeUnknown(late);
        }
    }

    private async Task<Outcome> FloodAsync(int calls, Func<int, Task<long>> callAsync)
    {
        var outcome = new Outcome();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _redis.PauseAsync();
        var all = Enumerable.Range(0, calls).Select(async number =>
        {
            try
            {
                outcome.Done[number] = await callAsync(number);
            }
            catch (SessionStoreBusyException busy)
            {
                Assert.True(busy.RetryAfter > TimeSpan.Zero);
                outcome.TurnedAway.Add(number);
                told.TrySetResult();
            }
            catch (Exception trouble) when (trouble is SessionOutcomeUnknownException or SessionStoreUnavailableException)
            {
                // A machine that is too busy to send so many calls in five seconds.
                outcome.Unknown.Add(number);
            }
        }).ToArray();
        try
        {
            await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            await _redis.ResumeAsync();
        }

        await Task.WhenAll(all);
        output.WriteLine($"Of {calls} calls {outcome.Done.Count} were done, {outcome.TurnedAway.Count} turned " +
            $"away, {outcome.Unknown.Count} not answered.");
        Assert.NotEmpty(outcome.Done);
        return outcome;
    }

    /// <summary>What became of the calls: their versions, or that they were turned away.</summary>
    private sealed record Outcome
    {
        public ConcurrentDictionary<int, long> Done { get; } = [];

        public ConcurrentBag<int> TurnedAway { get; } = [];

        public ConcurrentBag<int> Unknown { get; } = [];
    }
}
