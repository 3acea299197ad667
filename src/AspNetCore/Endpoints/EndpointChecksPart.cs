using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>Adds the checks of requests to every server with a session store. Found by its name, by <see cref="WebPart"/>.</summary>
internal sealed class EndpointChecksPart : IWebPart
{
    public void AddTo(IServiceCollection services)
    {
        services.TryAddSingleton<ListeningAddresses>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, EndpointChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<McpEndpointOptions>, McpEndpointOptionsValidator>());
        services.AddOptions<McpEndpointOptions>().ValidateOnStart();
        services.AddHttpContextAccessor();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISignInEnd, TicketEnd>());
    }
}
