namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>The limits of <see cref="SessionSubscriptionOptions"/>.</summary>
internal sealed class SessionSubscriptionOptionsValidator : IValidateOptions<SessionSubscriptionOptions>
{
    private const int MostResources = 10_000;
    private const int LongestUri = 65_536;
    private const int MostStreams = 1_000_000;

    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, SessionSubscriptionOptions options)
    {
        var failures = new List<string>();
        Require(nameof(options.MaxResources), options.MaxResources, 1, MostResources);
        Require(nameof(options.MaxUriLength), options.MaxUriLength, 1, LongestUri);
        Require(nameof(options.MaxStreamsPerUser), options.MaxStreamsPerUser, 1, MostStreams);
        Require(nameof(options.MaxAnonymousStreams), options.MaxAnonymousStreams, 0, MostStreams);
        Require(nameof(options.MaxStreams), options.MaxStreams, 1, MostStreams);
        if (options.MaxStreamLifetime < ShortestLife || options.MaxStreamLifetime > LongestLife)
        {
            failures.Add($"{nameof(SessionSubscriptionOptions)}.{nameof(options.MaxStreamLifetime)} is {options.MaxStreamLifetime}. "
                + "Set it to between one second and one day.");
        }

        if (options.MayListen is null)
        {
            failures.Add(
                $"{nameof(SessionSubscriptionOptions)}.{nameof(options.MayListen)} is null. Leave it out to let everybody listen.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Require(string option, int value, int least, int most)
        {
            if (value < least || value > most)
                failures.Add($"{nameof(SessionSubscriptionOptions)}.{option} is {value}. Set it to {least} to {most:N0}.");
        }
    }
}
