namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>The limits of <see cref="SessionSubscriptionOptions"/>.</summary>
internal sealed class SessionSubscriptionOptionsValidator : IValidateOptions<SessionSubscriptionOptions>
{
    private const int MostResources = 10_000;

    public ValidateOptionsResult Validate(string? name, SessionSubscriptionOptions options)
    {
        var failures = new List<string>();
        if (options.MaxResources is < 1 or > MostResources)
            failures.Add($"{nameof(SessionSubscriptionOptions)}.{nameof(options.MaxResources)} is {options.MaxResources}. Set it to 1 " +
                $"to {MostResources:N0}.");
        if (options.MayListen is null)
            failures.Add(
                $"{nameof(SessionSubscriptionOptions)}.{nameof(options.MayListen)} is null. Leave it out to let everybody listen.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
