using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>One look at Redis, with a connection of its own that ends with it.</summary>
internal static class RedisCheck
{
    /// <summary>What is kept back to find out why nothing answered.</summary>
    private static readonly TimeSpan LongestDiagnosis = TimeSpan.FromSeconds(1);

    /// <summary>Longer than any look takes; a key that a lost connection left behind is gone then.</summary>
    private static readonly TimeSpan KeyLife = TimeSpan.FromSeconds(10);

    public static async Task<RedisFindings> RunAsync(SessionStoreOptions options, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConfigurationOptions configuration;
        try
        {
            configuration = await RedisConnections.ConfigureAsync(options, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (RedisPlace.IsGiven(options) || exception is SessionStoreUnavailableException)
        {
            var reason = RedisPlace.IsGiven(options) ? RedisRefusal.NotGiven(exception, options) : exception.Message;
            return new RedisFindings(new RedisProbeResult(false, reason), Settings: null) { Where = RedisConnections.Describe(options) };
        }

        var where = RedisConnections.Describe(configuration);
        return await RunAsync(options, configuration, where, timeout, cancellationToken) with { Where = where };
    }

    private static async Task<RedisFindings> RunAsync(
        SessionStoreOptions options, ConfigurationOptions configuration, string where, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var forDiagnosis = timeout / 3 < LongestDiagnosis ? timeout / 3 : LongestDiagnosis;
        Exception failure;
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(timeout - forDiagnosis);
            try
            {
                return await LookAsync(
                    RedisConnections.OpenAsync(options, Impatient(configuration, timeout - forDiagnosis), NullLogger.Instance), where,
                    options.Prefix, patience.Token);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = exception;
            }
        }

        var reason = RedisRefusal.Explain(failure, where)
            ?? (failure is RedisConnectionException or OperationCanceledException && !RedisPlace.IsGiven(options)
                ? await RedisDiagnosis.ExplainAsync(failure, configuration, where, timeout, forDiagnosis, cancellationToken)
                : null)
            ?? (RedisPlace.IsGiven(options) ? RedisRefusal.OfGiven(failure, where, timeout) : null)
            ?? RedisRefusal.Unexplained(failure, where, timeout);
        return new RedisFindings(new RedisProbeResult(false, reason), Settings: null);
    }

    private static async Task<RedisFindings> LookAsync(
        Task<RedisConnection> connecting, string where, string prefix, CancellationToken cancellationToken)
    {
        RedisConnection opened;
        try
        {
            opened = await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = LeaveAsync(connecting);
            throw;
        }

        try
        {
            var connection = opened.Multiplexer;
            if (RedisRefusal.OfRole(connection, where) is { } trouble)
                return new RedisFindings(new RedisProbeResult(false, trouble), Settings: null);
            var primaries = RedisPrimaries.Of(connection, prefix);
            var settings = RedisSettings.Worst(await Task.WhenAll(
                primaries.Select(primary => RedisSettings.ReadAsync(primary.Server, cancellationToken))));
            if (RedisRefusal.OfServer(settings, where) is { } unfit)
                return new RedisFindings(new RedisProbeResult(false, unfit), settings);
            await Task.WhenAll(primaries.Select(primary => RoundTripAsync(
                connection.GetDatabase(), primary.Keys.Probe.Append(Guid.NewGuid().ToString("N")), cancellationToken)));
            var each = primaries.Count > 1 ? $" on each of {primaries.Count} primaries" : "";
            return new RedisFindings(new RedisProbeResult(true,
                $"Redis {settings.Version?.ToString() ?? "of unknown version"} at {where} wrote, read and deleted a key{each}."), settings);
        }
        finally
        {
            await opened.DisposeAsync();
        }
    }

    private static async Task RoundTripAsync(IDatabase database, RedisKey key, CancellationToken cancellationToken)
    {
        try
        {
            // As sessions are written: by a script, by Redis' clock, with an end, and by every command of ours. A user who lacks one would
            // have half of a script carried out.
            await database.ScriptEvaluateAsync(
                """
                local call, key, other = redis.call, KEYS[1], KEYS[2]
                local time = call('TIME')
                local ends = string.format('%.0f', time[1] * 1000 + tonumber(ARGV[2]))
                call('SET', other, ARGV[1], 'PXAT', ends)
                call('SETRANGE', other, 0, call('GETRANGE', other, 0, 0))
                call('RENAME', other, key)
                call('ZADD', other, 1, 'member')
                call('ZSCORE', other, 'member')
                call('ZREM', other, 'member')
                call('UNLINK', other)
                if call('EXISTS', other) == 0 and call('PTTL', key) >= 0 then call('PERSIST', key) end
                call('PEXPIRE', key, ARGV[2])
                call('PEXPIREAT', key, ends)
                """,
                [key, key.Append("-other")],
                ["probe", (long)KeyLife.TotalMilliseconds],
                CommandFlags.NoScriptCache | CommandFlags.DemandMaster).WaitAsync(cancellationToken);
            if (await database.StringGetAsync(key, CommandFlags.DemandMaster).WaitAsync(cancellationToken) != "probe")
                throw new InvalidOperationException("It does not give back what was written.");
            await database.KeyDeleteAsync(key).WaitAsync(cancellationToken);
        }
        catch
        {
            // Behind the write on the same connection, so that it comes after it. Nobody waits for it any more.
            _ = ForgetAsync(database, key);
            throw;
        }
    }

    private static async Task ForgetAsync(IDatabase database, RedisKey key)
    {
        try
        {
            await database.KeyDeleteAsync(key, CommandFlags.FireAndForget);
        }
        catch (RedisException)
        {
            // Its time to live is short.
        }
    }

    /// <summary>The same connection for a single try.</summary>
    private static ConfigurationOptions Impatient(ConfigurationOptions configuration, TimeSpan limit)
    {
        var clone = configuration.Clone();
        clone.AbortOnConnectFail = true;
        clone.ConnectRetry = 1;
        clone.SyncTimeout = clone.AsyncTimeout = Math.Max(1, (int)limit.TotalMilliseconds);
        // Less: where one of several hosts is down, the others are only asked once this has passed.
        clone.ConnectTimeout = Math.Max(1, clone.AsyncTimeout * 3 / 4);
        clone.BacklogPolicy = BacklogPolicy.FailFast;
        // The client counts INFO and CONFIG GET, which tell how Redis is set up, among its admin's commands.
        clone.AllowAdmin = true;
        return clone;
    }

    private static async Task LeaveAsync(Task<RedisConnection> connecting)
    {
        try
        {
            await (await connecting).DisposeAsync();
        }
        catch (Exception)
        {
            // It did not come to anything, and nobody waits for it any more.
        }
    }
}
