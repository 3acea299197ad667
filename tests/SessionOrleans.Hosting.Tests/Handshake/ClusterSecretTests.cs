using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using SessionOrleans.Hosting;
using SessionOrleans.Silo;

namespace SessionOrleans.Handshake;

/// <summary>The secret: where it is, what a wrong one says, and how it is exchanged.</summary>
public sealed class ClusterSecretTests(GuardedSilo silo) : IClassFixture<GuardedSilo>
{
    private const string Other = "0f8c2d-one-that-this-cluster-does-not-have";
    private const string Next = "7be19a-one-that-this-cluster-is-to-have-next";

    [Fact]
    public async Task WrongSecret_OfAClient_EndsItsStartSoonAndSaysWhatToDo()
    {
        var options = silo.Options();
        options.ClusterSecret = Other;
        var begun = Stopwatch.GetTimestamp();

        var refused = await Assert.ThrowsAsync<SessionStoreUnavailableException>(() => SessionStoreFactory.CreateAsync(options));

        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(15), "It took as long as where no silo answers.");
        AssertSaysWhatToDo(refused.Message);
    }

    [Fact]
    public async Task WrongSecret_OfASilo_EndsItsStartSoonAndSaysWhatToDo()
    {
        var (exitCode, errors) = await SiloProcess.RunAsync(
            ("SessionStore__RedisUrl", silo.Redis.Url), ("SessionStore__Prefix", GuardedSilo.Prefix),
            ("SessionStore__ClusterSecret", Other));

        Assert.Equal(1, exitCode);
        // Not what is said, a minute later, where silos cannot be reached.
        Assert.Contains("keep this one out", errors, StringComparison.Ordinal);
        AssertSaysWhatToDo(errors);
    }

    private static void AssertSaysWhatToDo(string message)
    {
        Assert.Contains("it has another secret", message, StringComparison.Ordinal);
        Assert.Contains("the same SessionStoreOptions.ClusterSecret", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Other, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretInRedis_ExchangedByAnOperator_HoldsAtOnceAndLostIsPutBack()
    {
        var before = ClusterKey.Of(await silo.SecretAsync(), GuardedSilo.Prefix);
        await silo.Database.StringSetAsync(ClusterName.SecretKey(GuardedSilo.Prefix), Next);

        await using (var client = await SessionStoreFactory.CreateAsync(silo.Options()))
            await client.SetAsync("exchanged", "yes");
        await using var stranger =
            await RawPeer.SayAsync(silo.Gateway, Hello.Write(Hello.ClusterOf(GuardedSilo.Prefix), silo.Gateway, [before]));
        var answer = new byte[Answer.Size];
        await stranger.ReadExactlyAsync(answer);
        Assert.Equal(Answer.Refuse(HandshakeOutcome.UnknownSecret), answer);

        await silo.Database.KeyDeleteAsync(ClusterName.SecretKey(GuardedSilo.Prefix));
        await Until.TrueAsync(async () => await silo.SecretAsync() == Next, what: "the secret is back");
    }

    [Fact]
    public async Task Exchange_InRollingOrderUnderCalls_NoCallFails()
    {
        const string old = "the old secret, of thirty-two characters or more";
        await using var redis = await RedisServer.StartAsync();
        var first = await StartAsync(SessionStoreHosting.Embedded, old);
        await using (var client = await StartAsync(SessionStoreHosting.Client, old))
        {
            await using var calls = new SteadyCalls(client);
            var second = await StartAsync(SessionStoreHosting.Embedded, Next, old);
            await first.DisposeAsync();
            await calls.EndAsync();
            first = second;
        }

        await using (var client = await StartAsync(SessionStoreHosting.Client, Next, old))
        {
            await using var calls = new SteadyCalls(client);
            await using var third = await StartAsync(SessionStoreHosting.Embedded, Next);
            await first.DisposeAsync();
            await calls.EndAsync();
        }

        Task<ISessionStore> StartAsync(SessionStoreHosting hosting, string secret, string? previous = null) =>
            SessionStoreFactory.CreateAsync(new()
            {
                Backend = SessionBackend.Redis, RedisUrl = redis.Url, Prefix = "rolled:", Hosting = hosting,
                ClusterSecret = secret, PreviousClusterSecret = previous,
            });
    }

    [Fact]
    public async Task AllowUnauthenticatedCluster_IsSet_LetsStrangersInAndWarns()
    {
        var (siloPort, gatewayPort) = FreePort.TakeTwo();
        var log = new LogBook();
        await using var store = await SessionStoreFactory.CreateAsync(
            new()
            {
                Backend = SessionBackend.Memory, Prefix = "open:", SiloPort = siloPort, GatewayPort = gatewayPort,
                AllowUnauthenticatedCluster = true,
            },
            log);
        using var stranger = RawPeer.Client(new(System.Net.IPAddress.Loopback, gatewayPort), "open:");

        await stranger.StartAsync();

        var grains = (IGrainFactory)stranger.Services.GetService(typeof(IGrainFactory))!;
        Assert.Single(await grains.GetGrain<IManagementGrain>(0).GetHosts());
        await stranger.StopAsync();
        Assert.Contains(log.Of(LogLevel.Warning), line =>
            line.StartsWith("SessionStoreOptions.AllowUnauthenticatedCluster is set", StringComparison.Ordinal)
            && line.Contains($"{gatewayPort}", StringComparison.Ordinal));
    }
}
