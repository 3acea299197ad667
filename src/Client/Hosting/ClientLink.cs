using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Serialization;
using SessionOrleans.Handshake;
using SessionOrleans.Tls;

namespace SessionOrleans.Hosting;

/// <summary>An Orleans client of silos elsewhere, in an inner host. It finds its way back by itself when they come and go.
/// Thread-safe.</summary>
internal sealed partial class ClientLink(
    SessionStoreOptions options, ILoggerFactory loggers, Action<IClientBuilder>? configure, TimeSpan? connectWithin = null,
    bool isDevelopment = false) : IStoreLink
{
    private const int UsualGatewayPort = 30_000;

    /// <summary>Long enough for silos that are started together with their clients.</summary>
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often it looks which silos there are. A silo that said farewell is not called for as long, even where it is still listed; and
    /// those that took the places of others in a rolling restart are known before the last of the old ones goes.
    /// </summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<ClientLink>();
    private readonly ClientAccess _access = new(options, FindsSilosInRedis(options), isDevelopment, loggers);
    private IHost? _host;

    public IGrainFactory Grains { get; private set; } = null!;

    public bool HasSilo => false;

    public SessionStoreStatus Status { get; } = FindsSilosInRedis(options)
        ? new(SessionBackend.Redis, SessionStoreHosting.Client, $"A client of the silos that are found {PlaceOf(options)}.",
            IsFallback: false)
        : new(SessionBackend.Memory, SessionStoreHosting.Client, $"A client of the silo {PlaceOf(options)}.", IsFallback: false);

    public SessionSnapshot? ReadLocal(ReadRequest request) => null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        SessionTracing.KeepToOurselves();
        _access.Check();
        var patience = new ConnectPatience(connectWithin ?? ConnectWithin, PlaceOf(options), _access.Refusals, _logger);
        _host = Build(patience);
        try
        {
            await _host.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (patience.IsExhausted && _access.Refusals?.Last is { } refusal)
        {
            throw new SessionStoreUnavailableException($"No silo of the prefix '{options.Prefix}' let this client in. {refusal}", exception)
            {
                RetryAfter = null,
            };
        }
        catch (Exception exception) when (patience.IsExhausted && !cancellationToken.IsCancellationRequested)
        {
            throw new SessionStoreUnavailableException(
                $"No silo of the prefix '{options.Prefix}' answered {PlaceOf(options)} within {patience.Limit.TotalSeconds:0} seconds. " +
                "Start one (dotnet run --project src/Silo) with the same prefix" + (FindsSilosInRedis(options)
                    ? " and the same Redis."
                    : ", or set SessionStoreOptions.GatewayPort to the port that it printed.") + (options.Tls is null
                    ? " What silos ask of clients, this process needs, too: SessionStoreOptions.Tls or ClusterSecret, or, where neither " +
                        "is set there, the Redis that they use (RedisUrl)."
                    : " Where it runs: it must have TLS, as this process has (SessionStoreOptions.Tls), and each certificate must be of " +
                        "the authority that the other side trusts. The log of either side says what was refused."),
                exception);
        }

        Grains = _host.Services.GetRequiredService<IClusterClient>();
        if (FindsSilosInRedis(options))
            LogConnected(_logger, options.Prefix, PlaceOf(options), _access.Proof.Describe());
        else
            LogConnectedLocally(
                _logger, options.Prefix, GatewayOf(options), options.GatewayPort is null ? "the usual port" : "as GatewayPort says",
                _access.Proof.Describe());
        if (_access.Proof is ClusterProof.Unauthenticated)
            LogUnauthenticated(_logger, PlaceOf(options));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is not { } host)
            return;
        using var patience = new CancellationTokenSource(StopWithin);
        try
        {
            await host.StopAsync(patience.Token);
        }
        catch (Exception exception)
        {
            LogStopFailed(_logger, exception);
        }

        await ((IAsyncDisposable)host).DisposeAsync();
        await _access.DisposeAsync();
    }

    /// <summary>A client finds its silos through Redis when Redis is named, else on localhost.</summary>
    private static bool FindsSilosInRedis(SessionStoreOptions options) =>
        options.Backend is not SessionBackend.Memory && (RedisPlace.IsNamed(options) || options.Backend is SessionBackend.Redis);

    private static string PlaceOf(SessionStoreOptions options) => FindsSilosInRedis(options)
        ? $"in Redis at {RedisConnections.Describe(options)}"
        : $"at {GatewayOf(options)}";

    private static IPEndPoint GatewayOf(SessionStoreOptions options) => new(IPAddress.Loopback, options.GatewayPort ?? UsualGatewayPort);

    private IHost Build(ConnectPatience patience)
    {
        var builder = InnerHost.CreateBuilder(loggers);
        builder.UseOrleansClient(client =>
        {
            client.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(ISessionGrain).Assembly));
            var isOthers = false;
            client.Configure<ClusterOptions>(cluster =>
            {
                if (!isOthers)
                    ClusterName.Apply(cluster, options.Prefix);
            });
            client.Configure<ClientMessagingOptions>(CallTimings.Apply);
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = LookAgain);
            if (FindsSilosInRedis(options))
            {
                client.UseRedisClustering(redis =>
                {
                    // Asked for, and not used.
                    redis.ConfigurationOptions = new();
                    redis.CreateMultiplexer = async _ => (await _access.ConnectAsync(), IsShared: true);
                    redis.CreateRedisKey = _ => ClusterName.MembersKey(options.Prefix);
                });
            }
            else
            {
                client.UseStaticClustering(GatewayOf(options));
            }

            _access.Apply(client);
            client.UseSessionTls(options.Tls, loggers);
            client.UseConnectionRetryFilter(patience);
            var gateways = Gateways(client);
            configure?.Invoke(client);

            // Who says where the silos are has a cluster of their own, with a name of its own.
            isOthers = Gateways(client) > gateways;
        });
        return builder.Build();

        static int Gateways(IClientBuilder client) =>
            client.Services.Count(service => service.ServiceType == typeof(IGatewayListProvider));
    }

    [LoggerMessage(
        LogLevel.Information,
        "The session store is ready, as a client: prefix {Prefix}, of the silos that are found {Place}, proof of belonging: {Proof}.")]
    private static partial void LogConnected(ILogger logger, string prefix, string place, string proof);

    [LoggerMessage(
        LogLevel.Information,
        "The session store is ready, as a client: prefix {Prefix}, of the silo on this machine at {Gateway} ({Port}), since no Redis is " +
        "configured to find others in, proof of belonging: {Proof}.")]
    private static partial void LogConnectedLocally(ILogger logger, string prefix, IPEndPoint gateway, string port, string proof);

    [LoggerMessage(LogLevel.Warning,
        "SessionStoreOptions.AllowUnauthenticatedCluster is set: this client gives its sessions to whatever answers {Place}. Leave it " +
        "out; with the Redis of the silos nothing else has to be set.")]
    private static partial void LogUnauthenticated(ILogger logger, string place);

    [LoggerMessage(LogLevel.Warning, "The Orleans client did not stop as it should.")]
    private static partial void LogStopFailed(ILogger logger, Exception exception);
}
