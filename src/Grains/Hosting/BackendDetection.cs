namespace SessionOrleans.Hosting;

/// <summary>Decides once, at start, which backend a silo rests on.</summary>
internal static class BackendDetection
{
    /// <summary>
    /// For a Redis that was named. Where a machine starts everything at once, the seconds that pass before its answer is seen may be this
    /// process's own; and what follows when there is none is worse than to wait.
    /// </summary>
    private static readonly TimeSpan NamedTimeout = TimeSpan.FromSeconds(8);

    /// <param name="setup">The options, and whether this is development.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="local">Where Redis is looked for when it was not named.</param>
    /// <exception cref="SessionStoreUnavailableException">The backend that was asked for cannot be had; the message says what to
    /// do.</exception>
    public static async ValueTask<BackendChoice> ChooseAsync(
        SiloSetup setup, CancellationToken cancellationToken, string local = RedisConnectionString.Usual)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (setup.Options.Backend is SessionBackend.Memory)
            return new BackendChoice(SessionBackend.Memory, "Memory was asked for: sessions end with this process.", IsFallback: false);

        var options = setup.Options.Copy();
        var isNamed = RedisPlace.IsNamed(options);
        if (!isNamed)
            options.RedisUrl = local;
        var where = RedisConnections.Describe(options);

        var steps = new DetectionLog(setup.Loggers.CreateLogger(typeof(BackendDetection).FullName!), options.Verbose);
        steps.Looking(where, isNamed);
        var findings = await RedisCheck.RunAsync(options, isNamed ? NamedTimeout : RedisProbe.UsualTimeout, cancellationToken);
        where = findings.Where;
        steps.Found(findings, where);
        if (RedisPlace.IsGiven(options))
            where += ", on the application's connection";

        return findings.Result.IsAvailable
            ? new BackendChoice(
                SessionBackend.Redis,
                isNamed ? $"Redis answers at {where}." : $"No Redis was named, and one answers at {where}.",
                IsFallback: false) { Place = isNamed ? $" at {where}" : $" at {where} (found there, none was named)" }
            : WithoutRedis(setup, isNamed, findings.Result.Reason);
    }

    private static BackendChoice WithoutRedis(SiloSetup setup, bool isNamed, string reason) => (setup.Options.Backend, isNamed) switch
    {
        (SessionBackend.Redis, _) => throw Unavailable(
            $"{reason} The store does not start, since SessionStoreOptions.Backend is Redis; Auto or Memory would let it start without."),
        (_, false) => Fallback($"No Redis was named, and there is none to be used locally: {reason} Set SessionStoreOptions.RedisUrl or " +
            "REDIS_URL to use one, or Backend to Memory."),
        (_, true) when setup.IsDevelopment =>
            Fallback($"{reason} In Development, memory is used instead; elsewhere the store would not start."),
        _ => throw Unavailable(
            $"{reason} The store does not start without the Redis that was named, outside of Development: sessions would be lost. " +
            "To do without Redis, set SessionStoreOptions.Backend to Memory."),
    };

    private static BackendChoice Fallback(string reason) =>
        new(SessionBackend.Memory, $"{reason} Sessions end with this process.", IsFallback: true);

    private static SessionStoreUnavailableException Unavailable(string message) => new(message) { RetryAfter = null };
}
