using Orleans.Configuration;
using SessionOrleans.Handshake;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>
/// By what a client and its silos prove that they belong, and the client's one connection to Redis: silos are found through it, and the
/// secret is read.
/// </summary>
internal sealed class ClientAccess : IAsyncDisposable
{
    private readonly SessionStoreOptions _options;
    private readonly ClusterHandshake? _handshake;
    private readonly RedisSecrets? _secretsInRedis;
    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private Task<RedisConnection>? _redis;

    public ClientAccess(SessionStoreOptions options, bool isOnRedis, bool isDevelopment, ILoggerFactory loggers)
    {
        (_options, _logger) = (options, loggers.CreateLogger<RedisConnection>());
        Proof = ClusterProofs.Of(options, isOnRedis, isDevelopment);
        if (Proof is ClusterProof.SecretInRedis)
            _secretsInRedis = new(RedisAsync, options.Prefix, makes: false, loggers.CreateLogger<RedisSecrets>());
        if (_secretsInRedis is not null || Proof is ClusterProof.ClusterSecret)
            _handshake = new(
                _secretsInRedis ?? (IClusterSecrets)new ConfiguredSecrets(options), options.Prefix, loggers, TimeProvider.System);
    }

    public ClusterProof Proof { get; }

    /// <summary>What keeps this client out; null where it proves itself otherwise, or not at all.</summary>
    public HandshakeRefusals? Refusals => _handshake?.Refusals;

    /// <exception cref="SessionStoreUnavailableException">The silo on this machine could not prove that it belongs.</exception>
    public void Check()
    {
        if (Proof is ClusterProof.Missing)
            throw new SessionStoreUnavailableException(
                "A client without Redis takes the silo on this machine, and outside of Development only one that proves that it " +
                "belongs. Name the Redis that the silos use (SessionStoreOptions.RedisUrl or REDIS_URL), or set ClusterSecret, or Tls, " +
                "to what the silo has. AllowUnauthenticatedCluster takes whatever answers.")
            {
                RetryAfter = null,
            };
    }

    /// <summary>The connection to Redis, once it was seen whether there is a secret.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync()
    {
        var redis = await RedisAsync();
        if (_secretsInRedis is not null)
            await _secretsInRedis.ReadAsync();
        return redis;
    }

    public void Apply(IClientBuilder client)
    {
        if (_handshake is not null)
            client.Configure<ClientConnectionOptions>(connections => connections.ConfigureConnection(_handshake.Dial));
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is { IsCompletedSuccessfully: true })
            await (await _redis).DisposeAsync();
    }

    private async Task<IConnectionMultiplexer> RedisAsync()
    {
        Task<RedisConnection> opening;
        lock (_lock)
        {
            if (_redis is null or { IsFaulted: true })
                _redis = RedisConnections.OpenAsync(_options, _logger);
            opening = _redis;
        }

        return (await opening).Multiplexer;
    }
}
