using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>
/// Warns where another application uses the same Redis with the default prefix, and so has the same sessions. Each application leaves its
/// name under the prefix, for a day after it was last seen. Who sets a prefix has decided, and is not asked; nor is a silo that runs by
/// itself. An application with embedded silos and one that is their client may belong together, so only two of a kind are told apart.
/// </summary>
internal sealed partial class ApplicationWatch(
    SessionStore store, SessionStoreOptions options, ILogger logger, IHostEnvironment? environment, TimeProvider time) : BackgroundService
{
    private const string Script = """
        -- KEYS     1 the applications, by when each was last seen
        -- ARGV     1 this one   2 milliseconds that it is known from now on
        -- Answers  all that are known
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
        redis.call('ZADD', KEYS[1], now, ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        return redis.call('ZRANGE', KEYS[1], 0, -1)
        """;

    private static readonly string DefaultPrefix = new SessionStoreOptions().Prefix;
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan TellEvery = TimeSpan.FromHours(1);

    private string Where => RedisConnections.Describe(options);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Prefix != DefaultPrefix || environment?.ApplicationName is not { Length: > 0 } name)
            return;
        try
        {
            if (store.Status.Backend is not SessionBackend.Redis)
                return;
            var kind = $"{store.Status.Hosting} ";
            var known = new HashSet<string> { kind + name };
            using var timer = new PeriodicTimer(TellEvery, time);
            do
            {
                var seen = await LookAsync(kind + name);
                foreach (var other in seen.Where(other => other.StartsWith(kind, StringComparison.Ordinal) && known.Add(other)))
                    LogShared(logger, name, other[kind.Length..], Where, options.Prefix);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception unexpected)
        {
            // What only warns must not end the host, as what a background service throws does.
            LogFailed(logger, unexpected);
        }
    }

    /// <summary>On a connection of its own, unless the application gives one: once an hour none is worth keeping.</summary>
    private async Task<string[]> LookAsync(string self)
    {
        try
        {
            await using var connection = await RedisConnections.OpenAsync(options, logger);
            RedisKey[] names = [$"{options.Prefix}a:applications"];
            return (string[])(await connection.Multiplexer.GetDatabase().ScriptEvaluateAsync(
                Script, names, [self, (long)KnownFor.TotalMilliseconds]))!;
        }
        catch (Exception trouble) when (trouble is RedisException or TimeoutException or SessionStoreUnavailableException)
        {
            // Whether Redis answers is told by those who need it; the next look is in an hour.
            return [];
        }
    }

    [LoggerMessage(LogLevel.Debug, "Whether other applications use the same prefix was not found out.")]
    private static partial void LogFailed(ILogger logger, Exception unexpected);

    [LoggerMessage(LogLevel.Warning,
        "The applications '{Application}' and '{Other}' use the same Redis ({Where}) with the default prefix '{Prefix}', so each has the " +
        "sessions of the other. Set SessionStoreOptions.Prefix (SessionStore__Prefix) to a name of its own in each. Where they are meant " +
        "to share their sessions, set one Prefix in both, other than the default.")]
    private static partial void LogShared(ILogger logger, string application, string other, string where, string prefix);
}
