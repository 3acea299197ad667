using SessionOrleans;
using SessionOrleans.AspNetCore.Endpoints;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says which requests an MCP server answers over HTTP.</summary>
public static class McpEndpointMcpServerBuilderExtensions
{
    /// <summary>
    /// Sets which hosts and pages may call the server's MCP endpoints, and how large a request may be. <c>WithSessionStore()</c> adds the
    /// checks by itself, with their defaults, wherever the application has SessionOrleans.AspNetCore; calling this more than once adds
    /// options only.
    /// </summary>
    /// <param name="builder">A server with HTTP transport.</param>
    /// <param name="configure">What is allowed.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithEndpointChecks(this IMcpServerBuilder builder, Action<McpEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        new EndpointChecksPart().AddTo(builder.Services);
        if (configure is not null)
            builder.Services.Configure(configure);
        return builder;
    }
}
