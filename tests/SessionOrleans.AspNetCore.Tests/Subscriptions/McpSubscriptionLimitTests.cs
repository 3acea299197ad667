using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

/// <summary>What listeners may ask for and keep open, and until when. What is too much is refused by the name of the limit.</summary>
public sealed class McpSubscriptionLimitTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private const string Uri = "basket://1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Listen_BeyondALimitOfOneRequest_IsRefusedByItsName()
    {
        await using var hosts = await StartAsync(options => (options.MaxResources, options.MaxUriLength) = (2, 20));

        await using (var most = await Listener.StartAsync(await hosts.ConnectAsync(0), Uri, Uri, "basket://" + new string('x', 11), ""))
            Assert.Equal(2, most.Granted.ResourceSubscriptions!.Count);
        Assert.Contains("MaxResources", await RefusalAsync(hosts, 0, null, Uri, Uri + "2", Uri + "3"), StringComparison.Ordinal);
        Assert.Contains("MaxUriLength", await RefusalAsync(hosts, 0, null, "basket://" + new string('x', 12)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_RequestPaddedBesideItsUris_IsRefused()
    {
        await using var hosts = await StartAsync();
        await using var client = await hosts.ConnectAsync(0);
        var padded = new JsonRpcRequest
        {
            Method = RequestMethods.SubscriptionsListen,
            Params = new JsonObject
            {
                ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray(Uri) },
                ["_meta"] = new JsonObject { ["padding"] = new string('x', 200_000) },
            },
        };

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => client.SendRequestAsync(padded).WaitAsync(Patience));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refusal.StatusCode);
    }

    [Fact]
    public async Task Listen_BeyondTheStreamsOfAUser_IsRefusedByNameUntilOneIsClosed()
    {
        await using var hosts = await StartAsync(options => options.MaxStreamsPerUser = 2);
        var first = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), Uri);
        await using var second = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), Uri);

        Assert.Contains("MaxStreamsPerUser", await RefusalAsync(hosts, 0, "alice", Uri), StringComparison.Ordinal);
        await using (await Listener.StartAsync(await hosts.ConnectAsync(0, "bob"), Uri))
            await first.DisposeAsync();

        await AgainAsync(hosts, "alice");
    }

    [Fact]
    public async Task Listen_BeyondTheStreamsOfAnonymousCallers_IsRefusedByNameAndUsersAreNot()
    {
        await using var hosts = await StartAsync(options => options.MaxAnonymousStreams = 2);
        await using var first = await Listener.StartAsync(await hosts.ConnectAsync(0), Uri);
        await using var second = await Listener.StartAsync(await hosts.ConnectAsync(0), Uri);

        Assert.Contains("MaxAnonymousStreams", await RefusalAsync(hosts, 0, null, Uri), StringComparison.Ordinal);

        await using var user = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), Uri);
        Assert.Equal([Uri], user.Granted.ResourceSubscriptions!);
    }

    [Fact]
    public async Task Listen_BeyondTheStreamsOfTheHost_IsRefusedByName()
    {
        await using var hosts = await StartAsync(options => options.MaxStreams = 2);
        await using var first = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), Uri);
        await using var second = await Listener.StartAsync(await hosts.ConnectAsync(0, "bob"), Uri);

        Assert.Contains("MaxStreams)", await RefusalAsync(hosts, 0, "carol", Uri), StringComparison.Ordinal);
        Assert.Contains("MaxStreams)", await RefusalAsync(hosts, 0, null, Uri), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_AtTheEndOfItsLife_IsEndedByTheServer()
    {
        await using var hosts = await StartAsync(options => options.MaxStreamLifetime = TimeSpan.FromSeconds(1));
        await using var listener = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), Uri);

        await listener.Stream.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("ticket")]
    public async Task Stream_WhoseSignInEnds_EndsWithIt(string told)
    {
        await using var hosts = await StartAsync(ends: (told, TimeSpan.FromSeconds(2)));
        await using var listener = await Listener.StartAsync(await hosts.ConnectAsync(0, "alice"), Uri);

        await listener.Stream.WaitAsync(Patience);
    }

    [Fact]
    public async Task Listen_SignInThatIsOver_IsRefused()
    {
        await using var hosts = await StartAsync(ends: ("claim", TimeSpan.FromSeconds(-1)));

        Assert.Contains("Sign in again", await RefusalAsync(hosts, 0, "alice", Uri), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_LimitsOutOfRange_FailsAndNamesThem()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options =>
        {
            (options.MaxResources, options.MaxUriLength, options.MaxStreamsPerUser) = (0, 0, 0);
            (options.MaxStreams, options.MaxAnonymousStreams, options.MaxStreamLifetime) = (0, -1, TimeSpan.FromDays(2));
        }));

        foreach (var name in new[]
            { "MaxResources", "MaxUriLength", "MaxStreamsPerUser", "MaxStreams", "MaxAnonymousStreams", "MaxStreamLifetime" })
            Assert.Contains($".{name} is", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(McpHosts hosts, int host, string? user, params string[] uris)
    {
        await using var client = await hosts.ConnectAsync(host, user);
        return (await Assert.ThrowsAsync<McpProtocolException>(() => Listener.StartAsync(client, uris))).Message;
    }

    /// <summary>The server hears some time later that a client has left.</summary>
    private static Task AgainAsync(McpHosts hosts, string user) => Harness.Until.TrueAsync(
        async () =>
        {
            try
            {
                await using var again = await Listener.StartAsync(await hosts.ConnectAsync(0, user), Uri);
                return true;
            }
            catch (McpProtocolException)
            {
                return false;
            }
        },
        Patience,
        "a stream in the place of the closed one");

    private Task<McpHosts> StartAsync(
        Action<SessionSubscriptionOptions>? configure = null, (string Told, TimeSpan In)? ends = null) => McpHosts.StartAsync(
            cluster,
            server => server.WithTools<BasketResources>().WithResources<BasketResources>().WithSessionStoreSubscriptions(configure),
            before: app => app.Use((context, next) =>
            {
                var at = TimeProvider.System.GetUtcNow() + ends?.In;
                if (ends?.Told is "claim")
                {
                    var seconds = at!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                    ((ClaimsIdentity)context.User.Identity!).AddClaim(new("exp", seconds));
                }
                else if (ends?.Told is "ticket")
                {
                    var ticket = new AuthenticationTicket(context.User, new() { ExpiresUtc = at }, "Bearer");
                    var result = AuthenticateResult.Success(ticket);
                    context.Features.Set<IAuthenticateResultFeature>(new Ticket { AuthenticateResult = result });
                }

                return next(context);
            }));

    private sealed class Ticket : IAuthenticateResultFeature
    {
        public AuthenticateResult? AuthenticateResult { get; set; }
    }
}
