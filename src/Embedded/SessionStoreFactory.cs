using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;
using SessionOrleans.Hosting;

namespace SessionOrleans;

/// <summary>
/// Stores for programs without a host, started when they are returned. In a host use <c>services.AddSessionStore()</c>.
/// </summary>
/// <remarks>Thread-safe. Disposing a store releases the locks it holds and stops its silo.</remarks>
/// <example>
/// <code>
/// await using var memory = await SessionStoreFactory.CreateMemoryAsync();
/// await memory.SetAsync("user-42", new Cart());
/// </code>
/// </example>
public static class SessionStoreFactory
{
    /// <summary>
    /// Detects the backend and starts a store on the best one there is. Memory stands in for a Redis that was named and does not answer
    /// only where <c>DOTNET_ENVIRONMENT</c>, or else <c>ASPNETCORE_ENVIRONMENT</c>, is Development. Which backend it is, and whether that
    /// is a fallback, is in <see cref="ISessionStore.Status"/>.
    /// </summary>
    /// <remarks>
    /// On Redis this process becomes a silo of the prefix's cluster until the store is disposed: it carries sessions of other processes,
    /// too, and its coming and going is a change of membership for all. A program that runs for seconds, or many times at once, should be a
    /// client of silos elsewhere: <see cref="SessionStoreOptions.Hosting"/> = <see cref="SessionStoreHosting.Client"/>, or
    /// <c>SessionStore__Hosting=Client</c>.
    /// </remarks>
    /// <param name="options">
    /// What the store is to be like; read once. Null takes everything from the environment (<c>SessionStore__Prefix</c> and so on,
    /// <c>REDIS_URL</c>); where they name no Redis, only where that is is taken from there. A connection string that they name
    /// (<see cref="SessionStoreOptions.ConnectionName"/>) is looked up there, too.
    /// </param>
    /// <param name="loggerFactory">
    /// Where the store logs. Default: its own warnings and errors go to standard error, such as that memory is used instead of Redis;
    /// <c>NullLoggerFactory.Instance</c> silences them.
    /// </param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="OptionsValidationException">An option is out of its limits; the message names limit and fix.</exception>
    /// <exception cref="SessionStoreUnavailableException">The backend or a port cannot be had; the message says what to do.</exception>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static Task<ISessionStore> CreateAsync(
        SessionStoreOptions? options = null, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var final = options?.Copy() ?? new SessionStoreOptions();
        if (options is null)
            new SessionStoreSettings(environment).Configure(final);
        else
            new SessionStoreSettings(environment).ConfigureRedisUrl(final);
        return StartAsync(final, loggerFactory ?? ErrorOutputLoggers.Instance, TimeProvider.System, cancellationToken);
    }

    /// <summary>Starts a store in this process's memory, whatever the environment says. Its sessions end with it.</summary>
    /// <param name="options">What the store is to be like; read once. Null: the defaults. Backend, hosting and address of Redis are
    /// set.</param>
    /// <param name="timeProvider">The clock of sessions and locks, so that a test can move it. Default: the system's.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="OptionsValidationException">An option is out of its limits; the message names limit and fix.</exception>
    /// <exception cref="SessionStoreUnavailableException">No port is free; the message says what to do.</exception>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static Task<ISessionStore> CreateMemoryAsync(
        SessionStoreOptions? options = null, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        var final = options?.Copy() ?? new SessionStoreOptions();
        final.Backend = SessionBackend.Memory;
        final.Hosting = SessionStoreHosting.Embedded;
        final.RedisUrl = null;
        return StartAsync(final, ErrorOutputLoggers.Instance, timeProvider ?? TimeProvider.System, cancellationToken);
    }

    private static async Task<ISessionStore> StartAsync(
        SessionStoreOptions options, ILoggerFactory loggers, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (new SessionStoreOptionsValidator().Validate(Options.DefaultName, options) is { Failed: true } result)
            throw new OptionsValidationException(Options.DefaultName, typeof(SessionStoreOptions), result.Failures);

        var connection = new StoreConnection(() => options.Hosting is SessionStoreHosting.Client
            ? new ClientLink(options, loggers, configure: null, isDevelopment: Development.IsOnByEnvironment())
            : new SiloLink(new SiloSetup(options, clock, loggers, IsDevelopment: Development.IsOnByEnvironment())));
        await connection.StartAsync(cancellationToken);
        return new SessionStore(connection, options, clock, loggers: loggers);
    }
}
