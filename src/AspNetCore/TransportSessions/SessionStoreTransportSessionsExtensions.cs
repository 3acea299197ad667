using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;
using SessionOrleans;
using SessionOrleans.AspNetCore.Caching;
using SessionOrleans.AspNetCore.Questions;
using SessionOrleans.AspNetCore.SessionMessages;
using SessionOrleans.AspNetCore.TransportSessions;
using SessionOrleans.Mcp;
using SessionOrleans.Mcp.Subscriptions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Serves clients of revisions before 2026-07-28, whose transport has sessions, on any host.</summary>
public static class SessionStoreTransportSessionsExtensions
{
    /// <summary>
    /// Keeps in the store what a host needs to go on with the transport session (<c>Mcp-Session-Id</c>) of another: with it, requests of
    /// one session may reach any host, and survive it. Add <see cref="UseSessionStoreTransportSessions"/> to the pipeline, else the host
    /// does not start.
    /// </summary>
    /// <remarks>
    /// <para>A session belongs to the user who began it, to all others it is not found. It lives for
    /// <c>HttpServerTransportOptions.IdleTimeout</c> (2 hours) from its last request on, at least, whichever host that reached; an open
    /// stream counts as one request after the other. What was deleted on one host is deleted on all, and streams that are open elsewhere
    /// end.</para>
    /// <para>What moves is the handshake (who the client is and what it can), its log level, and its subscriptions to resources. Answers to
    /// questions (sampling, elicitation) travel to the host that asked; one that fits no question is answered 400. What the server tells
    /// outside of calls, and what is announced (<c>WithSessionStoreSubscriptions()</c>), reaches the client's stream wherever it is open.
    /// Tools keep their state in <c>ToolSession&lt;T&gt;</c>, which needs none of this.</para>
    /// <para>The request that begins a session may have 16 KiB, else it is answered 400. Anonymous callers may have <see
    /// cref="SessionTransportOptions.MaxAnonymousSessions"/> sessions. The SDK's own log lines about sessions are left out, since they
    /// name ids.</para>
    /// <para>Turns <see cref="HttpServerSessionMode.Stateless"/>, the default, into <see
    /// cref="HttpServerSessionMode.StatefulForInitializeClients"/>:
    /// clients of 2026-07-28 and later go on without sessions. Implies <c>WithSessionStore()</c>.</para>
    /// </remarks>
    /// <param name="builder">A server with HTTP transport.</param>
    /// <param name="configure">Bounds of sessions and streams.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithSessionStoreTransportSessions(
        this IMcpServerBuilder builder, Action<SessionTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.WithSessionStore().Services;

        services.AddOptions<SessionTransportOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SessionTransportOptions>, SessionTransportOptionsValidator>());
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, TransportSessionLogFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignInEnd, ClaimedSignInEnd>());
        services.TryAddSingleton<AnonymousSessions>();
        services.TryAddSingleton<TransportSessions>();
        services.TryAddSingleton<TransportSessionStreams>();
        services.AddHttpContextAccessor();
        services.TryAddSingleton<QuestionWatch>();
        services.TryAddSingleton<Questions>();
        services.TryAddSingleton<TravellingAnswers>();
        services.TryAddSingleton<Outbox>();
        services.TryAddSingleton<SessionStreams>();
        services.TryAddSingleton<IResourceSubscriptions, SessionSubscriptions>();

        // In this order messages go out: questions get their ids before they are put into the outbox.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, QuestionFilters>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, SessionLogLevel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, UnsolicitedMessages>());
        services.TryAddSingleton<ISessionMigrationHandler, TransportSessionMigration>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TransportSessionGuard>());
        services.PostConfigure<HttpServerTransportOptions>(static http =>
        {
            if (http.SessionMode is HttpServerSessionMode.Stateless)
                http.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
        });
        return builder;
    }

    /// <summary>
    /// Keeps the events of transport sessions' streams in the store, so that a client whose connection broke resumes its stream
    /// (<c>Last-Event-ID</c>) on any host, by the SDK's own event store. Costs two writes for each event.
    /// </summary>
    /// <param name="builder">A server with <see cref="WithSessionStoreTransportSessions"/>.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithSessionStoreEventStreams(this IMcpServerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSessionDistributedCache();

        // Marked obsolete, since the present revision of the protocol has no such streams: this is for clients of earlier ones.
#pragma warning disable MCP9006
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddOptions<DistributedCacheEventStreamStoreOptions>()
            .PostConfigure<SessionDistributedCache>(static (options, cache) => options.Cache = cache);
        builder.Services.TryAddSingleton<ISseEventStreamStore>(static provider => new HashedEventStreams(
            ActivatorUtilities.CreateInstance<DistributedCacheEventStreamStore>(provider),
            provider.GetRequiredService<IHttpContextAccessor>()));
#pragma warning restore MCP9006
        return builder;
    }

    /// <summary>
    /// Lets requests of transport sessions through that are alive, and answers 404 to those that are deleted, over, or another user's. Put
    /// it behind authentication and before <c>MapMcp</c>. It leaves requests without <c>Mcp-Session-Id</c> alone.
    /// </summary>
    /// <param name="app">The pipeline.</param>
    /// <returns><paramref name="app"/>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="WithSessionStoreTransportSessions"/> was not called.</exception>
    public static IApplicationBuilder UseSessionStoreTransportSessions(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var sessions = app.ApplicationServices.GetService<TransportSessions>() ?? throw new InvalidOperationException(
            "There are no transport sessions in the store. Add .WithSessionStoreTransportSessions() to AddMcpServer().");

        sessions.AreGuarded = true;
        return app.UseMiddleware<TransportSessionMiddleware>();
    }
}
