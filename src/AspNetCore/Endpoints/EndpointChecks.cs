using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>
/// Checks each request to an MCP endpoint when it is routed, so that nothing has to be put into the pipeline, and other endpoints are left
/// alone. Thread-safe.
/// </summary>
internal sealed partial class EndpointChecks(
    IOptions<McpEndpointOptions> options, IOptions<SessionSubscriptionOptions> listeners, IOptions<HostFilteringOptions> aspNet,
    ListeningAddresses listening, ILogger<EndpointChecks> logger) : MatcherPolicy, IEndpointSelectorPolicy
{
    private const string MethodHeader = "Mcp-Method";

    private const string HostRefused = "The Host header names a host that this server does not answer to. Its administrator allows it " +
        "with McpEndpointOptions.AllowedHosts, or with AllowedHosts in the configuration.";

    private const string OriginRefused = "The Origin header names a page that may not call this server. Its administrator allows it with " +
        "McpEndpointOptions.AllowedOrigins.";

    private AllowedRequests? _allowed;
    private int _logged;

    /// <summary>Behind the policies that choose among endpoints.</summary>
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(McpEndpoints.IsMcp);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && McpEndpoints.IsMcp(candidates[i].Endpoint))
            {
                Check(httpContext);
                break;
            }
        }

        return Task.CompletedTask;
    }

    private void Check(HttpContext context)
    {
        var allowed = _allowed ??= new(HostsOf(), options.Value.AllowedOrigins);
        var request = context.Request;
        if (!allowed.AllowsHost(request.Host))
            Refuse(context, HostRefused);
        else if (!allowed.AllowsOrigin(request.Headers.Origin.ToString(), request.Host))
            Refuse(context, OriginRefused);
        else
            LimitBody(context);
    }

    /// <summary>The header says the method: the SDK refuses one that contradicts the body.</summary>
    private void LimitBody(HttpContext context)
    {
        var most = options.Value.MaxRequestBytes;
        if (context.Request.Headers[MethodHeader] == RequestMethods.SubscriptionsListen)
            most = Math.Min(most ?? long.MaxValue, listeners.Value.MaxRequestLength);
        if (most is { } bytes)
            context.LimitBody(bytes);
    }

    private IReadOnlyList<string>? HostsOf() =>
        options.Value.AllowedHosts
        ?? (aspNet.Value.AllowedHosts is { Count: > 0 } hosts && !hosts.Contains(AllowedRequests.Any) ? [.. hosts]
            : listening.AreLoopback ? AllowedRequests.Loopback : null);

    private void Refuse(HttpContext context, string why)
    {
        // Once: whoever is refused must not fill the log.
        if (Interlocked.Exchange(ref _logged, 1) == 0)
            LogRefused(why);
        context.SetEndpoint(new(refused => refused.AnswerErrorAsync(StatusCodes.Status403Forbidden, -32000, why), new(), "Refused"));
    }

    [LoggerMessage(LogLevel.Warning, "A request was refused; further ones are refused without a word in the log. {Why}")]
    private partial void LogRefused(string why);
}
