using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>
/// How a session store finds its backend, what its sessions default to, and which limits it keeps.
/// </summary>
/// <remarks>
/// Read once, when the store starts. Code wins over the configuration section <c>SessionStore</c> (environment
/// variables <c>SessionStore__RedisUrl</c> and so on), which wins over <c>REDIS_URL</c>. Time to live, sliding, serializer
/// and prefix are the caller's and travel with its writes; limits, enforcement, ports and backend are the silo's.
/// </remarks>
/// <example>
/// <code>
/// builder.Services.AddSessionStore(options =>
/// {
///     options.RedisUrl = "redis://localhost:6379";
///     options.Prefix = "shop:";
///     options.DefaultTimeToLive = TimeSpan.FromHours(8);
///     options.Sliding = true;
/// });
/// </code>
/// </example>
public class SessionStoreOptions
{
    /// <summary>The configuration section that these options are bound from.</summary>
    public const string SectionName = "SessionStore";

    /// <summary>
    /// Where Redis is: <c>redis://</c> or <c>rediss://</c> with user, password, host, port and database,
    /// <c>unix:///path/of/redis.sock?db=0</c> for a socket of this machine, or a StackExchange.Redis connection string. Default: null,
    /// which looks at <c>REDIS_URL</c>, then at localhost:6379. Not read where <see cref="Backend"/> is Memory.
    /// </summary>
    /// <value>A url, or a StackExchange.Redis connection string.</value>
    /// <remarks>At most one of this, <see cref="ConnectionName"/>, <see cref="ConnectionMultiplexer"/>, <see
    /// cref="UseRegisteredConnection"/> and <see cref="ConnectionServiceKey"/> is set; <c>REDIS_URL</c> gives way to all of
    /// them.</remarks>
    public string? RedisUrl { get; set; }

    /// <summary>
    /// The name of a connection string that leads to Redis: <c>cache</c> for <c>ConnectionStrings:cache</c> of the configuration
    /// (environment: <c>ConnectionStrings__cache</c>), as Aspire injects it. Written as <see cref="RedisUrl"/> is. A password that is
    /// exchanged there is read anew where Redis refuses the old one. Default: null.
    /// </summary>
    /// <value>A name below <c>ConnectionStrings</c>.</value>
    public string? ConnectionName { get; set; }

    /// <summary>
    /// A connection of the application's own, for everything that the store does in Redis: sessions, membership, reminders. The store
    /// never closes it, and can change nothing of it; <see cref="ConfigureRedis"/> and <see cref="ConfigureRedisAsync"/> are not for it.
    /// Default: null, with which the store makes connections of its own.
    /// </summary>
    public IConnectionMultiplexer? ConnectionMultiplexer { get; set; }

    /// <summary>
    /// Takes the <see cref="IConnectionMultiplexer"/> that is registered in the application's services (<c>AddRedisClient</c> of Aspire)
    /// as the store's connection, as with <see cref="ConnectionMultiplexer"/>. Default: false.
    /// </summary>
    public bool UseRegisteredConnection { get; set; }

    /// <summary>
    /// Takes the <see cref="IConnectionMultiplexer"/> that is registered under this key (<c>AddKeyedRedisClient</c> of Aspire) as the
    /// store's connection, as with <see cref="ConnectionMultiplexer"/>. Default: null.
    /// </summary>
    /// <value>A key of the application's services.</value>
    public string? ConnectionServiceKey { get; set; }

    /// <summary>Which backend to use. Default: <see cref="SessionBackend.Auto"/>.</summary>
    public SessionBackend Backend { get; set; }

    /// <summary>Whether this process carries a silo or reaches one as a client. Default: <see
    /// cref="SessionStoreHosting.Embedded"/>.</summary>
    public SessionStoreHosting Hosting { get; set; }

    /// <summary>
    /// Begins every key in Redis and names the cluster: stores with different prefixes never meet.
    /// 1 to 128 characters of visible ASCII. Default: <c>mcp:session:</c>.
    /// </summary>
    /// <value>1 to 128 characters of visible ASCII.</value>
    public string Prefix { get; set; } = "mcp:session:";

    /// <summary>
    /// How long a new session lives after its last write when the write does not say. Above zero, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default: one hour.
    /// </summary>
    /// <value>Above zero, at most 365,000 days, or <c>Infinite</c>.</value>
    public TimeSpan DefaultTimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether reads, too, prolong the life of new sessions when the write does not say. Default: false.</summary>
    public bool Sliding { get; set; }

    /// <summary>
    /// How long a lock outlives a holder that stopped renewing it. 1 second to 10 minutes. Default: 30 seconds.
    /// </summary>
    /// <value>1 second to 10 minutes.</value>
    public TimeSpan LockLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a locked session refuses writes without the lock. Default: <see cref="LockEnforcement.Strict"/>.</summary>
    public LockEnforcement LockEnforcement { get; set; }

    /// <summary>The largest value, in bytes as stored. 1 to 67,108,864 (64 MiB). Default: 1,048,576 (1 MiB).</summary>
    /// <value>1 to 67,108,864 bytes.</value>
    public int MaxValueBytes { get; set; } = 1 << 20;

    /// <summary>
    /// From which part of the storage's memory on (Redis' <c>maxmemory</c>; on the memory backend what the process may use) callers of MCP
    /// servers who are not signed in create no more sessions. Half way between this and 1 nor do signed-in ones, and health is Degraded
    /// from here on. What the application itself stores is not refused. Above 0, to 1, which is never. Default: 0.8.
    /// </summary>
    /// <value>Above 0, to 1.</value>
    public double MemoryHighWaterMark { get; set; } = 0.8;

    /// <summary>
    /// The port on which silos speak to each other. Default: null, which is a free one that the system chooses; in a silo process
    /// (<c>src/Silo</c>) 11111 or the next free one. Silos find each other through Redis, whatever their ports are.
    /// </summary>
    /// <value>1 to 65,535, another than GatewayPort.</value>
    public int? SiloPort { get; set; }

    /// <summary>
    /// The port on which clients reach a silo. Default: null, which is as for <see cref="SiloPort"/>, with 30000 in a silo process; an
    /// embedded silo on memory then opens none. For a client without Redis: the port of the silo on this machine that it is to use, or null
    /// for 30000.
    /// </summary>
    /// <value>1 to 65,535, another than SiloPort.</value>
    public int? GatewayPort { get; set; }

    /// <summary>The address under which other processes reach this silo. Default: null, which is loopback on the memory backend and in
    /// Development, else the address from which this machine reaches Redis.</summary>
    /// <value>An IP address of this machine.</value>
    public IPAddress? AdvertisedAddress { get; set; }

    /// <summary>
    /// Mutual TLS between silos, and between clients and silos: it encrypts, and proves who belongs. Default: null, which is none.
    /// </summary>
    public SessionTlsOptions? Tls { get; set; }

    /// <summary>
    /// What silos and clients of the prefix prove to each other that they have, before they are let in. The same in all of
    /// them, random, 32 characters or more: <c>openssl rand -base64 32</c>. Default: null, which is a secret that the first silo leaves in
    /// Redis. Without Redis there is no such place: clients are let in with this or <see cref="Tls"/>, and in Development on this machine.
    /// Not used with <see cref="Tls"/>.
    /// </summary>
    /// <value>32 characters or more.</value>
    public string? ClusterSecret { get; set; }

    /// <summary>
    /// What <see cref="ClusterSecret"/> was before, accepted still, so that it can be exchanged in one process after the other: first each
    /// gets the new one and this, then each loses this. Default: null.
    /// </summary>
    /// <value>32 characters or more.</value>
    public string? PreviousClusterSecret { get; set; }

    /// <summary>
    /// Lets in whoever reaches the ports, and connects to whatever answers: nobody proves anything. Each start warns. All silos and clients
    /// of a prefix have it, or none has. Default: false.
    /// </summary>
    public bool AllowUnauthenticatedCluster { get; set; }

    /// <summary>
    /// Seals the data protection keys that hosts keep in the store: those of request states, and the application's
    /// (<c>PersistKeysToSessionStore</c>). The same on every host, and not kept in Redis; silo processes need none. Random, 32 characters
    /// or more: <c>openssl rand -base64 32</c>. Default: null, with which the keys are stored as they are, and who can write to Redis can
    /// add one.
    /// </summary>
    /// <value>32 characters or more.</value>
    public string? KeySecret { get; set; }

    /// <summary>
    /// The secret that <see cref="KeySecret"/> took the place of: what it sealed opens still, until the keys are sealed anew by
    /// <c>ISessionAdministration.RotateKeysAsync</c>. Default: null.
    /// </summary>
    /// <value>32 characters or more.</value>
    public string? PreviousKeySecret { get; set; }

    /// <summary>Logs at Information each step by which the backend is chosen. Which it is, and a fallback, is always logged. Default:
    /// false.</summary>
    public bool Verbose { get; set; }

    /// <summary>
    /// How values other than <c>byte[]</c> become JSON. Default: a copy of <see cref="JsonSerializerOptions.Web"/> of its own, so
    /// converters can be added. Not to be changed once the store has started: <see cref="JsonSerializerOptions"/> are frozen by their first
    /// use.
    /// </summary>
    public JsonSerializerOptions SerializerOptions { get; set; } = new(JsonSerializerOptions.Web);

    /// <summary>
    /// Whether a value that cannot be read as the type asked for counts as absent, instead of being <see cref="SessionValueException"/>: a
    /// read answers null, and the next write replaces it. Conditions of writes count the session as present all the same. What cannot be
    /// decrypted is an error still. Each type is warned of once. Default: false.
    /// </summary>
    public bool TreatUnreadableAsAbsent { get; set; }

    /// <summary>
    /// Has the last word on each connection that the store makes to Redis: password, certificates, timeouts. Called for each of them, and
    /// again where Redis refuses the login: user and password are then taken anew. Default: null.
    /// </summary>
    public Action<ConfigurationOptions>? ConfigureRedis { get; set; }

    /// <summary>
    /// The same for what has to be awaited, such as a token: called after <see cref="ConfigureRedis"/>, within 30 seconds. What it
    /// sets as <see cref="ConfigurationOptions.Defaults"/> says who logs in at each connect, and may log in anew on connections that are
    /// up, as <c>ConfigureForAzureWithTokenCredentialAsync</c> does; the store's time-outs stay. Must be thread-safe. Where it throws, the
    /// store does not start, or has to do with the login it has. Default: null.
    /// </summary>
    public Func<ConfigurationOptions, CancellationToken, Task>? ConfigureRedisAsync { get; set; }

    /// <summary>What <see cref="RedisUrl"/> was taken from <c>REDIS_URL</c>; null where it was not.</summary>
    internal string? RedisUrlVariable { get; set; }

    /// <summary>Where <see cref="ConnectionName"/> is looked up.</summary>
    internal IConfiguration? Configuration { get; set; }

    /// <summary>Where a registered connection is looked up; null where there is no container.</summary>
    internal IServiceProvider? Services { get; set; }

    /// <summary>What values of a type go through before they are read.</summary>
    internal IReadOnlyDictionary<Type, Func<JsonNode, JsonNode?>> Migrations { get; private set; } =
        new Dictionary<Type, Func<JsonNode, JsonNode?>>();

    /// <summary>
    /// Brings what an earlier version of a type wrote into the form that the present one is read from. Called each time that a value is
    /// about to be read as <typeparamref name="T"/>, so also with values that have the present form already. What is stored changes with
    /// the next write only.
    /// </summary>
    /// <param name="migrate">
    /// Gets the stored JSON, which it may change, and returns what to read; null: the value counts as absent. Must be thread-safe. What it
    /// throws becomes a <see cref="SessionValueException"/>.
    /// </param>
    /// <typeparam name="T">The type as which values are read; not <c>byte[]</c>. A second migration of a type runs after the
    /// first.</typeparam>
    /// <returns>These options.</returns>
    public SessionStoreOptions Migrate<T>(Func<JsonNode, JsonNode?> migrate)
    {
        ArgumentNullException.ThrowIfNull(migrate);
        var earlier = Migrations.GetValueOrDefault(typeof(T));
        Migrations = new Dictionary<Type, Func<JsonNode, JsonNode?>>(Migrations)
        {
            [typeof(T)] = earlier is null ? migrate : json => earlier(json) is { } between ? migrate(between) : null,
        };
        return this;
    }

    /// <summary>What the store was started with, whatever the caller changes afterwards.</summary>
    internal SessionStoreOptions Copy() => (SessionStoreOptions)MemberwiseClone();
}
