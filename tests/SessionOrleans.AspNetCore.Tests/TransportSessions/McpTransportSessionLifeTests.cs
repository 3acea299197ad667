using System.Net;
using Microsoft.AspNetCore.Builder;

namespace SessionOrleans.AspNetCore.Tests.TransportSessions;

/// <summary>How long transport sessions live, and what is said when they cannot be had.</summary>
public sealed class McpTransportSessionLifeTests
{
    [Fact]
    public async Task Session_UsedInTime_LivesOnAndEndsWhenItIsNot()
    {
        var cluster = new MemoryCluster();
        await cluster.InitializeAsync();
        await using (var hosts = await StartAsync(cluster))
        {
            using var client = new RawClient(hosts);
            var session = await client.BeginAsync(0, "alice");

            for (var i = 0; i < 6; i++)
            {
                cluster.Clock.Advance(TimeSpan.FromHours(1.9));
                Assert.Equal(HttpStatusCode.OK, (await client.CallAsync(i % 2, session, "alice", "who_calls")).Status);
            }

            cluster.Clock.Advance(TimeSpan.FromHours(3.1));
            Assert.Equal(HttpStatusCode.NotFound, (await client.CallAsync(0, session, "alice", "who_calls")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await client.CallAsync(1, session, "alice", "who_calls")).Status);
        }

        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task AnyRequest_StoreThatDoesNotAnswer_Is503AndSaysWhenToComeBack()
    {
        var cluster = new MemoryCluster();
        await cluster.InitializeAsync();
        var status = new SessionStoreStatus(SessionBackend.Memory, SessionStoreHosting.Client, "A stub.", IsFallback: false);
        await using (var hosts = await StartAsync(
            cluster, server => server.Services.AddSingleton(StubStore.Create(status, new SessionStoreUnavailableException("No answer.")))))
        {
            using var client = new RawClient(hosts);
            using var response = await client.SendAsync(0, HttpMethod.Get, "AAAAAAAAAAAAAAAAAAAAAA", "alice");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
            Assert.Contains("No answer.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithoutTheMiddleware_FailsWithTheFix()
    {
        var cluster = new MemoryCluster();
        await cluster.InitializeAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            McpHosts.StartAsync(cluster, server => server.WithTools<SessionTools>().WithSessionStoreTransportSessions()));

        Assert.Contains("app.UseSessionStoreTransportSessions()", error.Message, StringComparison.Ordinal);
        await cluster.DisposeAsync();
    }

    [Fact]
    public void Use_WithoutTheRegistration_FailsWithTheFix()
    {
        using var services = new ServiceCollection().BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => new ApplicationBuilder(services).UseSessionStoreTransportSessions());

        Assert.Contains(".WithSessionStoreTransportSessions()", error.Message, StringComparison.Ordinal);
    }

    private static Task<McpHosts> StartAsync(MemoryCluster cluster, Action<IMcpServerBuilder>? configure = null) => McpHosts.StartAsync(
        cluster,
        server =>
        {
            configure?.Invoke(server);
            server.WithTools<SessionTools>().WithSessionStoreTransportSessions();
        },
        before: app => app.UseSessionStoreTransportSessions());
}
