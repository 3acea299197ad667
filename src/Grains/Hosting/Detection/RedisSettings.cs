using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>How a Redis is set up, as far as its user may know; what may not be known is null.</summary>
/// <param name="Version">The version of Redis.</param>
/// <param name="EvictionPolicy"><c>maxmemory-policy</c>.</param>
/// <param name="AppendOnly">Whether there is an append-only file.</param>
/// <param name="Garnet">The version of Garnet, which speaks Redis' protocol; null: it is none.</param>
internal sealed record RedisSettings(Version? Version, string? EvictionPolicy, bool? AppendOnly, string? Garnet)
{
    /// <summary>The first with PXAT.</summary>
    public static readonly Version OldestVersion = new(6, 2);

    private const string Keeping = "noeviction";

    /// <summary>By INFO, which clouds allow; by CONFIG where INFO does not tell. Commands that are forbidden or renamed are no
    /// failure.</summary>
    public static async Task<RedisSettings> ReadAsync(IServer server, CancellationToken cancellationToken)
    {
        var about = new Dictionary<string, string>(StringComparer.Ordinal);
        // Section by section: several at once are understood only from version 7 on.
        string[] sections = ["server", "memory", "persistence"];
        foreach (var info in await Task.WhenAll(sections.Select(section => InfoAsync(server, section, cancellationToken))))
        {
            foreach (var line in info?.ToString().Split('\n', StringSplitOptions.TrimEntries) ?? [])
            {
                if (line.Split(':', 2) is [var name, var value])
                    about[name] = value;
            }
        }

        var policy = about.GetValueOrDefault("maxmemory_policy") ?? await ConfigAsync(server, "maxmemory-policy", cancellationToken);
        var append = about.GetValueOrDefault("aof_enabled") ?? await ConfigAsync(server, "appendonly", cancellationToken);
        return new RedisSettings(
            Version.TryParse(about.GetValueOrDefault("redis_version"), out var version) ? version : null,
            policy,
            append is null ? null : append is "1" or "yes",
            about.GetValueOrDefault("garnet_version"));
    }

    /// <summary>Of several primaries, what one of them is worst at.</summary>
    public static RedisSettings Worst(IReadOnlyCollection<RedisSettings> all) => new(
        all.Min(one => one.Version),
        all.Select(one => one.EvictionPolicy).FirstOrDefault(policy => policy is not (null or Keeping)) ?? all.First().EvictionPolicy,
        all.Any(one => one.AppendOnly is false) ? false : all.First().AppendOnly,
        all.First().Garnet);

    /// <summary>What is unfit for sessions, each with its fix.</summary>
    public IEnumerable<string> Unfit()
    {
        if (EvictionPolicy is not (null or Keeping))
            yield return $"maxmemory-policy is {EvictionPolicy}: when memory runs short, Redis removes sessions before their time. " +
                $"Set maxmemory-policy {Keeping}.";
        if (AppendOnly is false)
            yield return "There is no append-only file: a restart of Redis loses what was written since its last snapshot, or all. " +
                "Set appendonly yes and appendfsync everysec.";
    }

    /// <summary>The settings that could not be read.</summary>
    public IEnumerable<string> Unknown()
    {
        if (Version is null)
            yield return "version";
        if (EvictionPolicy is null)
            yield return "maxmemory-policy";
        if (AppendOnly is null)
            yield return "appendonly";
    }

    /// <summary>By a script where the connection is the application's, and not for admins.</summary>
    private static async Task<RedisResult?> InfoAsync(IServer server, string section, CancellationToken cancellationToken) =>
        await AskAsync(server, cancellationToken, "INFO", section)
            ?? await AskAsync(server, cancellationToken, "EVAL", "return redis.call('INFO', ARGV[1])", 0, section);

    private static async Task<string?> ConfigAsync(IServer server, string name, CancellationToken cancellationToken) =>
        (string[]?)await AskAsync(server, cancellationToken, "CONFIG", "GET", name) is [_, var value] ? value : null;

    /// <summary>As plain commands, since a service may know INFO without sections, or forbid one of them, or the connection may not be
    /// for admins.</summary>
    private static async Task<RedisResult?> AskAsync(
        IServer server, CancellationToken cancellationToken, string command, params object[] arguments)
    {
        try
        {
            return await server.ExecuteAsync(command, arguments).WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is RedisException or RedisCommandException)
        {
            return null;
        }
    }
}
