using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using SessionOrleans;
using SessionOrleans.Mcp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an MCP server a session store.</summary>
public static class SessionStoreMcpServerBuilderExtensions
{
    /// <summary>
    /// Lets tools take <see cref="ToolSession{T}"/> and <see cref="IToolSessions"/> as parameters, and shows callers the store's errors as
    /// tool errors, with message and time to try again. Over stdio and over HTTP, stateless or not.
    /// </summary>
    /// <remarks>
    /// Registers a store with <c>AddSessionStore</c> unless one is registered already, by <c>AddSessionStore</c>,
    /// <c>AddSessionStoreClient</c> or otherwise. Calling it again adds options only. Tools are checked when the host starts.
    /// </remarks>
    /// <param name="builder">The server.</param>
    /// <param name="configure">The store's options; they come on top of the configuration section <c>SessionStore</c>.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithSessionStore(this IMcpServerBuilder builder, Action<SessionStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;

        if (!services.Any(service => service.ServiceType == typeof(ISessionStore) && !service.IsKeyedService))
            services.AddSessionStore(configure);
        else if (configure is not null)
            services.Configure(configure);

        services.TryAddSingleton<IToolSessions, ToolSessions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, SessionToolsSetup>());

        // A tool whose session has no kind is an error of the program: the host says so when it starts, not its first caller.
        services.AddOptions<McpServerOptions>().ValidateOnStart();
        return builder;
    }
}
