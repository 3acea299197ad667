using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace SessionOrleans;

/// <summary>
/// What a session store wants of a connection where its user says nothing. A command that hangs is given up after 2 to 3 seconds,
/// so that a write has failed within 5; a Redis that returns is used again within 2. The rest is what another provider says: the
/// library's for a cloud, or one that the user set, which may know the login.
/// </summary>
internal sealed class RedisConnectionDefaults : DefaultOptionsProvider
{
    private readonly DefaultOptionsProvider _other;
    private readonly bool _isUsers;

    private RedisConnectionDefaults(DefaultOptionsProvider other, bool isUsers) => (_other, _isUsers) = (other, isUsers);

    /// <summary>A store that has started outlives an absent Redis.</summary>
    public override bool AbortOnConnectFail => false;

    public override TimeSpan? ConnectTimeout => TimeSpan.FromSeconds(2);

    /// <summary>Of asynchronous commands, too. Looked at once a second.</summary>
    public override TimeSpan SyncTimeout => TimeSpan.FromSeconds(2);

    /// <summary>Often enough that firewalls and load balancers do not forget an idle connection.</summary>
    public override TimeSpan KeepAliveInterval => TimeSpan.FromSeconds(15);

    /// <summary>How often each Redis is asked for its role: after a primary and its replica swap, writes fail until the next
    /// time.</summary>
    public override TimeSpan ConfigCheckInterval => TimeSpan.FromSeconds(2);

    /// <summary>At a steady pace: the usual one grows to 10 seconds, and the store would be away that long after Redis returned.</summary>
    public override IReconnectRetryPolicy ReconnectRetryPolicy { get; } = new LinearRetry(500);

    /// <summary>None: it would be read at every connect, and lies outside of the prefix.</summary>
    public override string TieBreaker => "";

    /// <summary>None: nobody here announces a new primary, and a user's rights may not include channels.</summary>
    public override string ConfigurationChannel => "";

    public override string? User => _other.User;

    /// <summary>Asked for at each connect: a token that was renewed is used from then on.</summary>
    public override string? Password => _other.Password;

    public override bool AllowAdmin => _other.AllowAdmin;

    public override bool CheckCertificateRevocation => _other.CheckCertificateRevocation;

    public override CommandMap? CommandMap => _other.CommandMap;

    public override Version DefaultVersion => _other.DefaultVersion;

    public override bool HighIntegrity => _other.HighIntegrity;

    public override string LibraryName => _other.LibraryName;

    public override ILoggerFactory? LoggerFactory => _other.LoggerFactory;

    public override RedisProtocol? Protocol => _other.Protocol;

    public override Proxy Proxy => _other.Proxy;

    public override bool ResolveDns => _other.ResolveDns;

    public override bool SetClientLibrary => _other.SetClientLibrary;

    public override bool TcpKeepAlive => _other.TcpKeepAlive;

    /// <summary>Puts these in front of the provider that the user set, or of the library's for the hosts.</summary>
    public static void PutInFront(ConfigurationOptions configuration)
    {
        if (configuration.Defaults is RedisConnectionDefaults { _isUsers: true })
            return;
        configuration.Defaults = configuration.Defaults is RedisConnectionDefaults
            ? Of(configuration.EndPoints)
            : new RedisConnectionDefaults(configuration.Defaults, isUsers: true);
    }

    /// <summary>In front of what the library knows of a cloud by its host names.</summary>
    public static RedisConnectionDefaults Of(EndPointCollection endPoints) => new(GetProvider(endPoints), isUsers: false);

    public override bool GetDefaultSsl(EndPointCollection endPoints) => _other.GetDefaultSsl(endPoints);

    public override string? GetSslHostFromEndpoints(EndPointCollection endPoints) => _other.GetSslHostFromEndpoints(endPoints);

    /// <summary>Where a provider learns of the connections whose login it renews.</summary>
    public override Task AfterConnectAsync(ConnectionMultiplexer multiplexer, Action<string> log) =>
        _other.AfterConnectAsync(multiplexer, log);

    protected override string GetDefaultClientName() => "SessionOrleans";
}
