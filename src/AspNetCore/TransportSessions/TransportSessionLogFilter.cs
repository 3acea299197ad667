using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>
/// Keeps the ids of transport sessions out of logs: to an anonymous caller the id is the only key. All that the SDK logs in these two
/// categories names one.
/// </summary>
internal sealed class TransportSessionLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
        ["ModelContextProtocol.AspNetCore.StatefulSessionManager", "ModelContextProtocol.Server.StreamableHttpServerTransport"];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // One for each provider that has rules of its own, which would go before ours.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
        foreach (var provider in providers)
        {
            foreach (var category in Categories)
                options.Rules.Add(new(provider, category, LogLevel.None, filter: null));
        }
    }
}
