using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>Which server is the primary of a service, as its Sentinels say. Thread-safe.</summary>
internal sealed class SentinelWatch : IAsyncDisposable
{
    /// <summary>For an answer of one Sentinel; the others' is taken without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConnectionMultiplexer _sentinels;
    private readonly string _service;

    private SentinelWatch(ConnectionMultiplexer sentinels, string service) => (_sentinels, _service) = (sentinels, service);

    /// <param name="configuration">Whose hosts are the Sentinels, and whose service name is the service.</param>
    /// <param name="changed">Called when a Sentinel says that the primary is another, or is about to be.</param>
    public static async Task<SentinelWatch> StartAsync(ConfigurationOptions configuration, Action changed)
    {
        var login = configuration.Clone();
        (login.User, login.Password) = (configuration.SentinelUser, configuration.SentinelPassword);
        var sentinels = await ConnectionMultiplexer.SentinelConnectAsync(login).ConfigureAwait(false);
        var subscriber = sentinels.GetSubscriber();
        foreach (var channel in new[] { "+promoted-slave", "+switch-master" })
            await subscriber.SubscribeAsync(
                RedisChannel.Literal(channel), (_, _) => changed(), CommandFlags.FireAndForget).ConfigureAwait(false);
        return new(sentinels, configuration.ServiceName!);
    }

    /// <summary>Asks all Sentinels, and believes the one that knows of the newest change; null: none answered, or none knows the
    /// service.</summary>
    public async Task<EndPoint?> PrimaryAsync()
    {
        var connected = _sentinels.GetServers().Where(server => server.IsConnected);
        var answers = await Task.WhenAll(connected.Select(AskAsync)).ConfigureAwait(false);
        return answers.OrderBy(answer => answer.Epoch).LastOrDefault().Primary;
    }

    public ValueTask DisposeAsync() => _sentinels.DisposeAsync();

    private async Task<(double Epoch, EndPoint? Primary)> AskAsync(IServer sentinel)
    {
        try
        {
            var asked = sentinel.SentinelMasterAsync(_service);
            var primary = await sentinel.SentinelGetMasterAddressByNameAsync(_service).WaitAsync(Patience).ConfigureAwait(false);
            var state = (await asked.WaitAsync(Patience).ConfigureAwait(false)).ToDictionary();
            var epoch = double.Parse(state["config-epoch"], CultureInfo.InvariantCulture);

            // The Sentinel that promotes a replica names it before the change has its number.
            var isPromoting = primary is not null && !IsAt(primary, state["ip"], state["port"]);
            return (isPromoting ? epoch + 0.5 : epoch, primary);
        }
        catch (Exception trouble) when (trouble is RedisException or TimeoutException or KeyNotFoundException)
        {
            return (-1, null);
        }
    }

    private static bool IsAt(EndPoint place, string host, string port) => place switch
    {
        IPEndPoint ip => ip.Address.ToString() == host && $"{ip.Port}" == port,
        DnsEndPoint dns => dns.Host == host && $"{dns.Port}" == port,
        _ => true,
    };
}
