using System.Globalization;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>What Redis says when it cannot be used, in words for those who can mend it.</summary>
internal static class RedisRefusal
{
    /// <summary>Says that its memory is full.</summary>
    public const string OutOfMemory = "OOM command not allowed";

    /// <summary>Says that it is a replica.</summary>
    public const string NoPrimary = "READONLY";

    /// <summary>Says that a slot has no primary.</summary>
    public const string PartOfClusterIsDown = "CLUSTERDOWN";

    private const string ReadOnly =
        "is a read-only replica. Name its primary in RedisUrl; where a Sentinel knows it: sentinel-host:26379,serviceName=mymaster.";

    private const string WrongPassword =
        "refuses the user or the password. Correct them in RedisUrl; in a redis:// url, special characters are percent-encoded ('@' is " +
        "%40, '/' is %2F).";

    private const string NoDatabase = "has no such database. Lower the database in RedisUrl, or raise 'databases' in Redis.";

    private const string NoDatabaseInCluster = "is a cluster, which has database 0 alone. Name no other in RedisUrl.";

    private const string NoPermission =
        "does not allow its user what sessions need. Give the user the commands, and the keys under the store's prefix; for the default " +
        "one: ACL SETUSER name ~mcp:session:* +@all -@admin -@dangerous +info.";

    private const string OtherSlots =
        "is a cluster that keeps what belongs together on different nodes. Nothing but the store may be in between: a proxy that renames " +
        "keys breaks their hash tags.";

    // In this order: a script's error quotes more than one.
    private static readonly (string Code, string Problem)[] Known =
    [
        ("WRONGPASS", WrongPassword),
        ("ERR invalid password", WrongPassword),
        ("NOAUTH", "wants a password. Put it into RedisUrl: redis://:password@host:port, or redis://user:password@host:port."),
        ("DENIED Redis is running in protected mode",
            "runs in protected mode and serves its own machine only. Give it a password (requirepass) and name that in RedisUrl."),
        ("max number of clients", "has no connection left (maxclients). Raise maxclients in Redis, or close connections of others."),
        ("LOADING",
            "is loading its data and answers nothing until then. Try again in a moment; with much data wait for its log to say ready."),
        ("NOPERM", NoPermission),
        ("can't run this command", NoPermission),
        ("can't access", NoPermission),
        (NoPrimary, ReadOnly),
        ("to a replica", ReadOnly),
        ("MASTERDOWN", ReadOnly),
        (OutOfMemory,
            "is full: maxmemory is reached, and nothing is evicted. Raise maxmemory or remove what else it holds; an evicting policy " +
            "would end sessions early."),
        ("MISCONF",
            "refuses writes, as its last snapshot could not be written to disk. See its log: usually the disk is full or its folder is " +
            "not writable."),
        ("NOREPLICAS",
            "refuses writes while too few replicas are connected (min-replicas-to-write). Start the replicas, or lower that setting."),
        ("CROSSSLOT", OtherSlots),
        ("must involve a single slot", OtherSlots),
        ("MOVED", "is a cluster, and another of its nodes has the key, which cannot be reached from here. Name all nodes in RedisUrl, by " +
            "addresses that hosts of the store reach."),
        (PartOfClusterIsDown,
            "is a cluster of which a part is down. It serves again once a replica took over; where none does, see CLUSTER INFO " +
            "and CLUSTER NODES: each slot needs a primary."),
        ("TRYAGAIN", "is a cluster that moves keys to another node just now. Try again in a moment."),
        ("syntax error", "is too old. Use 6.2 or later: sessions are written with PXAT."),
        ("unknown command", "does not know a command that sessions need (EVAL, TIME, SET, GET, DEL). It is renamed, or this is no full " +
            "Redis: use Redis 6.2 or later."),
        ("DB index is out of range", NoDatabase),
        ("database does not exist", NoDatabase),
        ("SELECT is not allowed in cluster mode", NoDatabaseInCluster),
        ("Multiple databases are not supported", NoDatabaseInCluster),
    ];

    /// <summary>Null where the failure does not say what is wrong.</summary>
    public static string? Explain(Exception failure, string where)
    {
        for (var exception = failure; exception is not null; exception = exception.InnerException)
        {
            if (ExplainAnswer(exception.Message, where) is { } reason)
                return reason;
        }

        return null;
    }

    /// <summary>Null where it is no answer that keeps Redis from being used.</summary>
    public static string? ExplainAnswer(string answer, string where) =>
        ProblemOf(answer) is { } problem ? $"Redis at {where} {problem}" : null;

    /// <summary>The same for a caller, who is not to learn where Redis is.</summary>
    public static string? ReasonOf(string answer) => ProblemOf(answer) is { } problem ? $"Redis {problem}" : null;

    private static string? ProblemOf(string answer)
    {
        foreach (var (code, problem) in Known)
        {
            if (answer.Contains(code, StringComparison.Ordinal))
                return problem;
        }

        return null;
    }

    /// <summary>Null where there is something to write to.</summary>
    public static string? OfRole(IConnectionMultiplexer connection, string where)
    {
        var servers = connection.GetServers().Where(server => server.IsConnected).ToArray();
        if (servers.Length > 0 && servers.All(server => server.ServerType is ServerType.Sentinel))
            return $"{where} is a Sentinel, which keeps no data. Add the name of the primary that it watches: " +
                "host:26379,serviceName=mymaster.";
        return servers.Length > 0 && servers.All(server => server.IsReplica) ? $"Redis at {where} {ReadOnly}" : null;
    }

    /// <summary>Null where it has what sessions need, as far as it tells.</summary>
    public static string? OfServer(RedisSettings settings, string where) => settings switch
    {
        { Garnet: { } version } =>
            $"What answers at {where} is Garnet {version}, which cannot hold sessions: it does not know SET with PXAT, its scripts pack " +
            "numbers of 8 bytes wrongly (struct.pack '>i8'), and by default they run beside each other. Use Redis 6.2 or later, or Valkey.",
        { Version: { } version } when version < RedisSettings.OldestVersion =>
            $"Redis at {where} is version {version}, which is too old. Use 6.2 or later: sessions are written with PXAT.",
        _ => null,
    };

    /// <summary>The application's connection could not be had.</summary>
    public static string NotGiven(Exception failure, SessionStoreOptions options) =>
        $"It could not be made, {RedisConnections.Describe(options)}: {FailureText.FirstLine(failure)} See where the application makes it.";

    /// <summary>The application's connection brings no answer; null where something else failed.</summary>
    public static string? OfGiven(Exception failure, string where, TimeSpan timeout) =>
        failure is RedisConnectionException or TimeoutException or OperationCanceledException
            ? string.Create(CultureInfo.InvariantCulture,
                $"The application's connection to {where} brought no answer within {timeout.TotalSeconds:0.###} seconds. See that Redis ") +
              "runs there and is reached from here, and how the application makes that connection: the store uses it as it is."
            : null;

    public static string Unexplained(Exception failure, string where, TimeSpan timeout) => failure is OperationCanceledException
        ? string.Create(CultureInfo.InvariantCulture, $"Redis at {where} did not answer within {timeout.TotalSeconds:0.###} seconds. ") +
          "See whether it is overloaded (redis-cli --latency, SLOWLOG) or far away."
        : $"Redis at {where} cannot be used: {FailureText.FirstLine(failure)}";
}
