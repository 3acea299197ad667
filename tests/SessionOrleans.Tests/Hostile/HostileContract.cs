using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SessionOrleans.Contract;

namespace SessionOrleans.Hostile;

/// <summary>
/// Fifty thousand hostile requests of sixty classes, at the store and at its grains, in their process and over the network: each is
/// answered with an error of its own or a refusal, and the sessions of others are what they were, to the byte. The seed is printed; with
/// HOSTILE_SEED it comes again.
/// </summary>
public abstract class HostileContract(ITestOutputHelper output) : IAsyncLifetime
{
    public const int MaxValueBytes = 4_096;

    protected const string Prefix = "hostile:";

    private const int Requests = 50_000;

    private static readonly Attack[] Attacks =
    [
        .. IdAttacks.All, .. ValueAttacks.All, .. OptionAttacks.All, .. LockAttacks.All,
        .. GrainWriteAttacks.All, .. GrainLockAttacks.All, .. GrainIndexAttacks.All, .. GrainReadAttacks.All,
    ];

    private readonly (int Silo, int Gateway) _ports = FreePort.TakeTwo();

    [Fact]
    public async Task Requests_HostileInEveryWay_AreRefusedAndTouchNobodyElse()
    {
        await using var store = (SessionStore)await SessionStoreFactory.CreateAsync(Options());
        var options = Options();
        options.Hosting = SessionStoreHosting.Client;
        await using var remote = (SessionStore)await SessionStoreFactory.CreateAsync(options);
        var others = await OtherSessions.MakeAsync(remote.Connection.Grains);
        var (before, stored) = (await others.LookAsync(), await StoredAsync(others));
        var silo = await SilosAsync(store);
        var seed = Environment.GetEnvironmentVariable("HOSTILE_SEED") is { } again ? int.Parse(
            again, CultureInfo.InvariantCulture) : Random.Shared.Next();

        var wrong = new ConcurrentDictionary<string, string>();
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
        {
            var attack = Attacks[number % Attacks.Length];
            try
            {
                await attack.MakeAsync(
                    new(store, store.Connection.Grains, remote.Connection.Grains, others, new Random(unchecked(seed + (number * 7_919)))));
            }
            catch (Exception trouble)
            {
                wrong.TryAdd(attack.Name, $"'{attack.Name}', number {number} of the seed {seed}: {trouble}");
            }
        });
        output.WriteLine(
            $"Seed {seed}: {Requests} requests in {Attacks.Length} classes took {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s.");

        Assert.True(wrong.IsEmpty, "Not answered as they have to be: " + string.Join("\n\n", wrong.Values));
        Assert.Equal(before, await others.LookAsync());
        Assert.Equal(stored, await StoredAsync(others));
        Assert.Equal(silo, await SilosAsync(remote));
        await remote.SetAsync("after", "all is well");
        Assert.Equal("all is well", (await store.GetAsync<string>("after"))!.Value);
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected virtual void Configure(SessionStoreOptions options)
    {
    }

    /// <summary>What the backend holds of them, byte by byte, where one can look.</summary>
    private protected virtual Task<string[]> StoredAsync(OtherSessions others) => Task.FromResult<string[]>([]);

    private static async Task<string[]> SilosAsync(SessionStore store) =>
        [.. (await store.Connection.Grains.GetGrain<Orleans.Runtime.IManagementGrain>(0).GetHosts()).Select(host => host.ToString())];

    private SessionStoreOptions Options()
    {
        var options = new SessionStoreOptions
        {
            Backend = SessionBackend.Memory,
            Prefix = Prefix,
            MaxValueBytes = MaxValueBytes,
            SiloPort = _ports.Silo,
            GatewayPort = _ports.Gateway,
            ClusterSecret = ClusterSecret.Value,
        };
        Configure(options);
        return options;
    }
}
