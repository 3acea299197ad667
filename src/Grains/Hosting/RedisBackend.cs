using System.Net;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using SessionOrleans.Handshake;
using SessionOrleans.Membership;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>
/// Sessions in Redis, shared by every silo of the prefix. One connection carries sessions and their index, another membership and
/// reminders, so that a flood of the one does not silence the other. Both are made while starting, and outlive the silos that use them.
/// Where the application gives its connection, that is both.
/// </summary>
internal sealed partial class RedisBackend : ISiloBackend
{
    private readonly SiloSetup _setup;
    private readonly RedisConnection _sessions;
    private readonly RedisConnection _membership;
    private readonly ServiceCollection _services = new();
    private readonly ServiceProvider _kept;

    private readonly RedisSecrets _secrets;

    private RedisBackend(SiloSetup setup, RedisConnection sessions, RedisConnection membership, IPAddress address)
    {
        (_setup, _sessions, _membership, Address) = (setup, sessions, membership, address);
        _secrets = new(
            () => Task.FromResult(membership.Multiplexer), setup.Options.Prefix, makes: true, setup.Loggers.CreateLogger<RedisSecrets>());
        Access = SiloAccess.OnRedis(setup, _secrets);
        _services.AddSingleton(sessions.Multiplexer);
        _services.AddRedisBackend(sessions.Multiplexer, setup.Options.Prefix, isGiven: sessions.IsGiven);
        _kept = _services.BuildServiceProvider();
    }

    public IPAddress Address { get; }

    public SiloAccess Access { get; }

    /// <exception cref="SessionStoreUnavailableException">Redis does not answer any more.</exception>
    public static async Task<RedisBackend> ConnectAsync(SiloSetup setup)
    {
        var logger = setup.Loggers.CreateLogger<RedisConnection>();
        try
        {
            var sessions = await RedisConnections.OpenAsync(setup.Options, logger, redis => redis.ForSessions());
            var membership = await RedisConnections.OpenAsync(setup.Options, logger);
            if (membership.IsGiven && GivenConnection.AnswerWithin(membership.Multiplexer) is var within && within > CallTimings.Told)
                LogPatient(logger, within.TotalSeconds, CallTimings.Told.TotalSeconds);
            var address = setup.Options.AdvertisedAddress
                ?? (setup.IsDevelopment ? IPAddress.Loopback : await OwnAddress.TowardsAsync(membership.Configuration.EndPoints));
            var backend = new RedisBackend(setup, sessions, membership, address);
            await Task.WhenAll(
                backend._kept.GetRequiredService<RedisShards>().LearnAsync(),
                backend.Access.Proof is ClusterProof.SecretInRedis ? backend._secrets.ReadAsync() : Task.CompletedTask);
            return backend;
        }
        catch (Exception trouble) when (trouble is RedisException or TimeoutException or SessionStorageException)
        {
            throw new SessionStoreUnavailableException(
                $"Redis at {RedisConnections.Describe(setup.Options)} answered a moment ago, and does not any more. Start again " +
                "when it does.", trouble);
        }
    }

    public void Configure(ISiloBuilder silo, SiloPorts ports)
    {
        var prefix = _setup.Options.Prefix;
        silo.UseRedisClustering(options =>
        {
            // Asked for, and not used.
            options.ConfigurationOptions = new();
            options.CreateMultiplexer = _ => Task.FromResult((_membership.Multiplexer, IsShared: true));
            options.CreateRedisKey = _ => ClusterName.MembersKey(prefix);
        });
        silo.UseRedisReminderService(options =>
        {
            // Asked for, and not used.
            options.ConfigurationOptions = new();
            options.CreateMultiplexer = _ => Task.FromResult((_membership.Multiplexer, IsShared: true));
        });
        foreach (var service in _services)
            silo.Services.AddSingleton(service.ServiceType, _kept.GetRequiredService(service.ServiceType));
        silo.AddFencedMembership(_membership.Multiplexer, prefix, _membership.IsGiven ? CallTimings.StorageAnswer : null);
        if (Access.Proof is ClusterProof.SecretInRedis)
            silo.Services.AddHostedService(_ => new ClusterSecretWatch(_secrets));
    }

    public async ValueTask DisposeAsync()
    {
        await _kept.DisposeAsync();
        await _membership.DisposeAsync();
        await _sessions.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Warning,
        "The application's connection to Redis waits {Seconds} seconds for an answer (asyncTimeout), and so does membership, which is " +
        "on it: while Redis stands still, a silo that was lost is found that much later. Sessions are answered for within {Told} seconds " +
        "the same. Set asyncTimeout to 5000 or less where the connection is made.")]
    private static partial void LogPatient(ILogger logger, double seconds, double told);
}
