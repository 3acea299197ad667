using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace SessionOrleans.Handshake;

/// <summary>Attacks on the ports of a silo from the same machine, by who knows everything but the secret.</summary>
public sealed class ClusterPortTests(GuardedSilo silo) : IClassFixture<GuardedSilo>
{
    [Fact]
    public async Task Gateway_OrleansClientWithoutTheSecret_IsRefused()
    {
        using var client = RawPeer.Client(silo.Gateway, GuardedSilo.Prefix);

        await Assert.ThrowsAnyAsync<OrleansException>(() => client.StartAsync());
    }

    [Fact]
    public async Task SiloPort_OrleansSiloWithoutTheSecret_IsRefused()
    {
        using var over = new CancellationTokenSource();
        using var log = new LogBook();
        using var stranger = RawPeer.Silo(silo.SiloPort, GuardedSilo.Prefix, log);
        var starting = stranger.StartAsync(over.Token);

        await Until.TrueAsync(
            () => Task.FromResult(starting.IsCompleted || log.Of(LogLevel.Warning).Any(line => line.Contains(
                $":{silo.SiloPort.Port}", StringComparison.Ordinal) && line.Contains("failed", StringComparison.Ordinal))),
            TimeSpan.FromSeconds(30),
            "the stranger was not let in");
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => starting);
        Assert.Equal(1, await silo.MembersAsync());
        Assert.Contains(silo.Warnings, line => line.StartsWith("The connection with 127.0.0.1:", StringComparison.Ordinal)
            && line.Contains("did not prove that it belongs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ports_PeerThatSaysLittleOrNothing_IsCutOff()
    {
        var streams = await Task.WhenAll(
            RawPeer.SayAsync(silo.Gateway), RawPeer.SayAsync(silo.SiloPort),
            RawPeer.SayAsync(silo.Gateway, Hello.Mark.ToArray()), RawPeer.SayAsync(silo.SiloPort, [Hello.Mark[0]]));

        var heard = await Task.WhenAll(streams.Select(stream => stream.HearAllAsync()));

        Assert.All(heard, Assert.Empty);
    }

    [Fact]
    public async Task Ports_OrleansOrTlsOrAnything_IsClosedWithoutAnAnswer()
    {
        var preamble = await RawPeer.PreambleAsync(GuardedSilo.Prefix);
        foreach (var words in (byte[][])[preamble, [0x16, 0x03, 0x01, 0x02, 0x00], "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), new byte[100_000]])
        {
            Assert.Empty(await (await RawPeer.SayAsync(silo.Gateway, words)).HearAllAsync());
            Assert.Empty(await (await RawPeer.SayAsync(silo.SiloPort, words)).HearAllAsync());
        }
    }

    [Fact]
    public async Task Gateway_HandshakeThatIsReplayed_IsRefused()
    {
        var preamble = await RawPeer.PreambleAsync(GuardedSilo.Prefix);
        var key = ClusterKey.Of(await silo.SecretAsync(), GuardedSilo.Prefix);
        var hello = Hello.Write(Hello.ClusterOf(GuardedSilo.Prefix), silo.Gateway, [key]);
        var answer = new byte[Answer.Size];
        await using var first = await RawPeer.SayAsync(silo.Gateway, hello);
        await first.ReadExactlyAsync(answer);
        byte[] rest = [.. key.Prove(HandshakeSide.Dialer, hello, answer), .. preamble];
        await first.WriteAsync(rest);
        // It is let in: Orleans answers with a preamble of its own.
        await first.ReadExactlyAsync(new byte[sizeof(int)]);

        await using var second = await RawPeer.SayAsync(silo.Gateway, hello);
        await second.ReadExactlyAsync(answer);
        await second.WriteAsync(rest);

        Assert.Empty(await second.HearAllAsync());
    }

    [Fact]
    public async Task Gateway_ItsOwnProofSentBack_IsRefused()
    {
        var key = ClusterKey.Of(await silo.SecretAsync(), GuardedSilo.Prefix);
        await using var stream =
            await RawPeer.SayAsync(silo.Gateway, Hello.Write(Hello.ClusterOf(GuardedSilo.Prefix), silo.Gateway, [key]));
        var answer = new byte[Answer.Size];
        await stream.ReadExactlyAsync(answer);

        await stream.WriteAsync(answer.AsMemory(^ClusterKey.ProofSize..));

        Assert.Empty(await stream.HearAllAsync());
    }

    [Fact]
    public async Task Gateway_ProofForTheSiloPort_IsRefused()
    {
        var key = ClusterKey.Of(await silo.SecretAsync(), GuardedSilo.Prefix);
        var hello = Hello.Write(Hello.ClusterOf(GuardedSilo.Prefix), silo.SiloPort, [key]);

        await using var passedOn = await RawPeer.SayAsync(silo.Gateway, hello);
        var answer = new byte[Answer.Size];
        await passedOn.ReadExactlyAsync(answer);

        Assert.Equal(Answer.Refuse(HandshakeOutcome.OtherEndPoint), answer);
    }

    [Fact]
    public async Task Client_WithTheRedisOfTheSilo_NeedsNothingElse()
    {
        await using var client = await SessionStoreFactory.CreateAsync(silo.Options());

        await client.SetAsync("guarded-1", "let in");

        Assert.Equal("let in", (await silo.Store.GetAsync<string>("guarded-1"))?.Value);
        var secret = await silo.SecretAsync();
        Assert.Equal(64, secret.Length);
        Assert.DoesNotContain(secret, silo.Log.All, StringComparison.Ordinal);
    }
}
