using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionOrleans;
using SessionOrleans.Mcp;
using SessionOrleans.Mcp.Subscriptions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an MCP server subscriptions that hear of changes on any host.</summary>
public static class SessionSubscriptionsMcpServerBuilderExtensions
{
    /// <summary>
    /// Answers <c>subscriptions/listen</c>, over stateless HTTP too: a change that is announced on one host (<see cref="IServerChanges"/>)
    /// reaches the listeners of all. Resources, and the lists of resources, tools and prompts, as far as the server has them.
    /// </summary>
    /// <remarks>
    /// <para>Takes the place of the SDK's own handler, which grants nothing over stateless HTTP; a handler that the application has set
    /// itself stays. What the server's own collections tell is passed on as before. A stream ends when its client leaves, when
    /// its caller's sign-in ends, after <see cref="SessionSubscriptionOptions.MaxStreamLifetime"/>, or when the host stops: the client then
    /// listens again, and reads what it wants to know.</para>
    /// <para>Clients of earlier revisions, which know <c>resources/subscribe</c> instead, are told on their session's stream where the
    /// store keeps their sessions (<c>WithSessionStoreTransportSessions()</c>); others are told that they cannot. Implies
    /// <c>WithSessionStore()</c>. Calling it again adds options only.</para>
    /// </remarks>
    /// <param name="builder">The server.</param>
    /// <param name="configure">What clients may listen to.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithSessionStoreSubscriptions(
        this IMcpServerBuilder builder, Action<SessionSubscriptionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.WithSessionStore().Services;

        services.TryAddSingleton<IServerChanges, ServerChanges>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignInEnd, ClaimedSignInEnd>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, SessionSubscriptionsSetup>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SessionSubscriptionOptions>, SessionSubscriptionOptionsValidator>());
        services.AddOptions<SessionSubscriptionOptions>().ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        return builder;
    }
}
