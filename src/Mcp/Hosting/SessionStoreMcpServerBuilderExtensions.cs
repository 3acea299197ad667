using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionOrleans;
using SessionOrleans.Hosting;
using SessionOrleans.Mcp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an MCP server a session store.</summary>
public static class SessionStoreMcpServerBuilderExtensions
{
    /// <summary>
    /// Lets tools take <see cref="ToolSession{T}"/>, <see cref="IToolSessions"/>, <see cref="UserSession{T}"/>, <see
    /// cref="IRequestState{T}"/> and <see cref="SessionUser"/> as parameters, and shows callers the store's errors as tool errors, with
    /// message and time to try again. Over stdio and over HTTP, stateless or not.
    /// </summary>
    /// <remarks>
    /// Registers a store with <c>AddSessionStore</c> unless one is registered already, by <c>AddSessionStore</c>,
    /// <c>AddSessionStoreClient</c> or otherwise. Calling it again adds options only. Tools, prompts and resources are checked when the
    /// host starts. Where the application has SessionOrleans.AspNetCore, requests over HTTP are checked (<c>WithEndpointChecks</c>).
    /// </remarks>
    /// <param name="builder">The server.</param>
    /// <param name="configure">The store's options; they come on top of the configuration section <c>SessionStore</c>.</param>
    /// <param name="configureTools">How tools use the store: who is who, and how long a caller may take to answer a question.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <example>
    /// <code>
    /// builder.Services.AddMcpServer().WithHttpTransport().WithSessionStore().WithTools&lt;CartTools&gt;();
    /// </code>
    /// </example>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static IMcpServerBuilder WithSessionStore(
        this IMcpServerBuilder builder, Action<SessionStoreOptions>? configure = null, Action<SessionToolsOptions>? configureTools = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;

        if (!services.Any(service => service.ServiceType == typeof(ISessionStore) && !service.IsKeyedService))
            services.AddSessionStore(configure);
        else if (configure is not null)
            services.Configure(configure);

        services.AddOptions<SessionToolsOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionToolsOptions>, SessionToolsOptionsValidator>());
        if (configureTools is not null)
            services.Configure(configureTools);

        services.TryAddSingleton<IToolSessions, CallersToolSessions>();
        services.TryAddTransient(_ => ToolCall.Required.User);
        services.TryAddTransient(typeof(UserSession<>));

        // A service to the SDK, which then leaves it out of schemas and asks the call's services for it: ServicesWithSessions.
        services.TryAddTransient(typeof(ToolSession<>));
        services.TryAddSingleton<RequestStateKeys>();
        services.TryAddSingleton<ISessionAdministration, SessionAdministration>();
        services.TryAddSingleton<IRequestStateProtector, DataProtectionRequestStateProtector>();
        services.TryAddTransient(typeof(IRequestState<>), typeof(RequestState<>));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, SessionToolsSetup>());

        WebPart.AddTo(services);

        // Has the tools looked at when the host starts.
        services.AddOptions<McpServerOptions>().ValidateOnStart();
        return builder;
    }
}
