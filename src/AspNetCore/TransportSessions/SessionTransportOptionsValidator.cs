using Microsoft.Extensions.Options;
using SessionOrleans.Configuration;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>The limits of <see cref="SessionTransportOptions"/>.</summary>
internal sealed class SessionTransportOptionsValidator : IValidateOptions<SessionTransportOptions>
{
    private const int MostSessions = 1_000_000;

    public ValidateOptionsResult Validate(string? name, SessionTransportOptions options)
    {
        var checks = new OptionChecks<SessionTransportOptions>();
        checks.Require(nameof(options.MaxAnonymousSessions), options.MaxAnonymousSessions, 0, MostSessions);
        StreamLife.Require(checks, nameof(options.MaxStreamLifetime), options.MaxStreamLifetime);
        return checks.Result;
    }
}
