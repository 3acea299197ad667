using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SessionOrleans.Expiry;
using SessionOrleans.Membership;
using StackExchange.Redis;

namespace SessionOrleans.Upgrade;

/// <summary>A cluster in the middle of a rolling upgrade: one silo writes the layout before, the other the present one.</summary>
public sealed class MixedLayoutTests : IAsyncLifetime
{
    private const string Prefix = "mixed:";

    private static readonly string[] Ids =
        [.. Enumerable.Range(0, 40).Select(number => $"s{number.ToString(CultureInfo.InvariantCulture)}")];

    private RedisServer _redis = null!;
    private ConnectionMultiplexer _look = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _look = await _redis.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await _look.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Upgrade_SiloBySilo_EachReadsWhatTheOtherWrote()
    {
        var older = await StartAsync(RecordLayout.Oldest);
        await WriteAsync(older, "a");
        Assert.Equal("1", await LayoutsAsync());

        // Both at once, each with some of the sessions.
        var newer = await StartAsync(RecordLayout.Current);
        await ReadAsync(newer, "a");
        await WriteAsync(newer, "b");
        foreach (var id in Ids)
            await Store(newer).SetAsync("more-" + id, id);
        await NewSessionsOnBothAsync(newer);
        Assert.Equal("1 2", await LayoutsAsync());
        await ReadAsync(older, "b");
        await ReadAsync(newer, "b");

        // The newer one goes, as in an upgrade that is taken back; then comes again, and the older one goes.
        await StopAsync(newer);
        await ReadAsync(older, "b");
        foreach (var id in Ids)
            Assert.Equal(id, (await Store(older).GetAsync<string>("more-" + id))!.Value);
        await WriteAsync(older, "c");
        newer = await StartAsync(RecordLayout.Current);
        await StopAsync(older);
        await ReadAsync(newer, "c");
        await WriteAsync(newer, "d");
        await ReadAsync(newer, "d");
        Assert.Contains("2", await LayoutsAsync(), StringComparison.Ordinal);
        await StopAsync(newer);
    }

    [Fact]
    public async Task Session_InALayoutOfALaterVersion_IsRefusedAndLeftAsItIsUnlessRemoved()
    {
        var silo = await StartAsync(RecordLayout.Current);
        await Store(silo).SetAsync("template", "x");
        byte[] later = (await _look.GetDatabase().StringGetAsync(KeyOf("template")))!;
        later[0] = RecordLayout.Newest + 1;
        await _look.GetDatabase().StringSetAsync(KeyOf("later"), later);

        await Task.WhenAll(
            Assert.ThrowsAsync<SessionUnreadableException>(() => Store(silo).GetAsync<string>("later")),
            Assert.ThrowsAsync<SessionUnreadableException>(() => Store(silo).SetAsync("later", "y")));

        Assert.Equal(later, (byte[])(await _look.GetDatabase().StringGetAsync(KeyOf("later")))!);
        Assert.True(await Store(silo).RemoveAsync("later"));
        Assert.Null(await Store(silo).GetAsync<string>("later"));
        Assert.Equal("x", (await Store(silo).GetAsync<string>("template"))!.Value);
        await StopAsync(silo);
    }

    private static ISessionStore Store(IHost silo) => silo.Services.GetRequiredService<ISessionStore>();

    private static Task WriteAsync(IHost silo, string value) => Task.WhenAll(Ids.Select(id => Store(silo).SetAsync(id, value)));

    private static async Task ReadAsync(IHost silo, string value)
    {
        foreach (var id in Ids)
            Assert.Equal(value, (await Store(silo).GetAsync<string>(id))!.Value);
    }

    private static async Task StopAsync(IHost silo)
    {
        await silo.StopAsync();
        await ((IAsyncDisposable)silo).DisposeAsync();
    }

    private static RedisKey KeyOf(string id) => RedisKeys.Of(Prefix, id).Session(id);

    // A silo that has just joined is not given new sessions at once: Orleans places by what the silos have last told of their load.
    private Task NewSessionsOnBothAsync(IHost silo)
    {
        var count = 0;
        return Until.TrueAsync(async () =>
        {
            await Store(silo).SetAsync($"placed-{(++count).ToString(CultureInfo.InvariantCulture)}", "x");
            return await LayoutsAsync() == "1 2";
        });
    }

    private async Task<string> LayoutsAsync()
    {
        var keys = (RedisKey[])(await _look.GetDatabase().ExecuteAsync("KEYS", Prefix + "s:*"))!;
        var records = await Task.WhenAll(keys.Select(async key => (byte[])(await _look.GetDatabase().StringGetAsync(key))!));
        return string.Join(" ", records.Select(record => record[0]).Distinct().Order());
    }

    private async Task<IHost> StartAsync(byte layout)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        var (port, gateway) = FreePort.TakeTwo();
        builder.Services.AddSessionStore(
            options => (options.RedisUrl, options.Backend, options.Prefix, options.SiloPort, options.GatewayPort) =
                (_redis.Url, SessionBackend.Redis, Prefix, port, gateway),
            silo => silo.Services.AddSingleton<ISessionStorage>(provider => new RedisSessionStorage(
                provider.GetRequiredService<RedisLink>(),
                provider.GetRequiredService<RedisShards>(),
                provider.GetRequiredService<EndedSessionKeeping>(),
                provider.GetRequiredService<IMembershipLease>(),
                layout)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
