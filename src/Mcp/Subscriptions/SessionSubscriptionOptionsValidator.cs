using SessionOrleans.Configuration;

namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>The limits of <see cref="SessionSubscriptionOptions"/>.</summary>
internal sealed class SessionSubscriptionOptionsValidator : IValidateOptions<SessionSubscriptionOptions>
{
    private const int MostResources = 10_000;
    private const int LongestUri = 65_536;
    private const int MostStreams = 1_000_000;

    public ValidateOptionsResult Validate(string? name, SessionSubscriptionOptions options)
    {
        var checks = new OptionChecks<SessionSubscriptionOptions>();
        checks.Require(nameof(options.MaxResources), options.MaxResources, 1, MostResources);
        checks.Require(nameof(options.MaxUriLength), options.MaxUriLength, 1, LongestUri);
        checks.Require(nameof(options.MaxStreamsPerUser), options.MaxStreamsPerUser, 1, MostStreams);
        checks.Require(nameof(options.MaxAnonymousStreams), options.MaxAnonymousStreams, 0, MostStreams);
        checks.Require(nameof(options.MaxStreams), options.MaxStreams, 1, MostStreams);
        StreamLife.Require(checks, nameof(options.MaxStreamLifetime), options.MaxStreamLifetime);
        checks.Require(nameof(options.MayListen), options.MayListen is not null, "is null. Leave it out to let everybody listen.");
        return checks.Result;
    }
}
