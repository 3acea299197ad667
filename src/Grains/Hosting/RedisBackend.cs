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
/// </summary>
internal sealed class RedisBackend : ISiloBackend
{
    private readonly SiloSetup _setup;
    private readonly IConnectionMultiplexer _sessions;
    private readonly IConnectionMultiplexer _membership;
    private readonly ServiceCollection _services = new();
    private readonly ServiceProvider _kept;

    private readonly RedisSecrets _secrets;

    private RedisBackend(SiloSetup setup, IConnectionMultiplexer sessions, ConnectionMultiplexer membership, IPAddress address)
    {
        (_setup, _sessions, _membership, Address) = (setup, sessions, membership, address);
        _secrets = new(
            () => Task.FromResult(membership), setup.Options.Prefix, makes: true, setup.Loggers.CreateLogger<RedisSecrets>());
        Access = SiloAccess.OnRedis(setup, _secrets);
        _services.AddSingleton(sessions);
        _services.AddRedisBackend(sessions, setup.Options.Prefix);
        _kept = _services.BuildServiceProvider();
    }

    public IPAddress Address { get; }

    public SiloAccess Access { get; }

    /// <exception cref="SessionStoreUnavailableException">Redis does not answer any more.</exception>
    public static async Task<RedisBackend> ConnectAsync(SiloSetup setup)
    {
        var configuration = RedisConnection.ConfigurationOf(setup.Options);
        try
        {
            var sessions =
                await ConnectionMultiplexer.ConnectAsync(RedisConnection.ConfigurationOf(setup.Options, options => options.ForSessions()));
            var membership = await ConnectionMultiplexer.ConnectAsync(configuration);
            var address = setup.Options.AdvertisedAddress
                ?? (setup.IsDevelopment ? IPAddress.Loopback : await OwnAddress.TowardsAsync(configuration.EndPoints));
            var backend = new RedisBackend(setup, sessions, membership, address);
            await Task.WhenAll(
                backend._kept.GetRequiredService<RedisShards>().LearnAsync(),
                backend.Access.Proof is ClusterProof.SecretInRedis ? backend._secrets.ReadAsync() : Task.CompletedTask);
            return backend;
        }
        catch (Exception trouble) when (trouble is RedisException or TimeoutException or SessionStorageException)
        {
            throw new SessionStoreUnavailableException(
                $"Redis at {RedisConnection.Describe(configuration)} answered a moment ago, and does not any more. Start again " +
                "when it does.", trouble);
        }
    }

    public void Configure(ISiloBuilder silo, SiloPorts ports)
    {
        var prefix = _setup.Options.Prefix;
        silo.UseRedisClustering(options =>
        {
            options.ConfigurationOptions = RedisConnection.ConfigurationOf(_setup.Options);
            options.CreateMultiplexer = _ => Task.FromResult((_membership, IsShared: true));
            options.CreateRedisKey = _ => ClusterName.MembersKey(prefix);
        });
        silo.UseRedisReminderService(options =>
        {
            options.ConfigurationOptions = RedisConnection.ConfigurationOf(_setup.Options);
            options.CreateMultiplexer = _ => Task.FromResult((_membership, IsShared: true));
        });
        foreach (var service in _services)
            silo.Services.AddSingleton(service.ServiceType, _kept.GetRequiredService(service.ServiceType));
        silo.AddFencedMembership(_membership, prefix);
        if (Access.Proof is ClusterProof.SecretInRedis)
            silo.Services.AddHostedService(_ => new ClusterSecretWatch(_secrets));
    }

    public async ValueTask DisposeAsync()
    {
        await _kept.DisposeAsync();
        await _membership.DisposeAsync();
        await _sessions.DisposeAsync();
    }
}
