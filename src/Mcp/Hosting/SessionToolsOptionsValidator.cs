namespace SessionOrleans.Mcp;

/// <summary>Names the property, the limit and the fix.</summary>
internal sealed class SessionToolsOptionsValidator : IValidateOptions<SessionToolsOptions>
{
    private static readonly TimeSpan MaxRequestStateTimeToLive = TimeSpan.FromDays(1);

    private const int MaxTravellingBytes = 65_536;

    public ValidateOptionsResult Validate(string? name, SessionToolsOptions options)
    {
        var failures = new List<string>();
        if (options.UserId is null)
            failures.Add(
                "SessionToolsOptions.UserId is null; leave it alone for SessionUser.IdOf, or return null from it for anonymous callers.");
        if (options.SignedInAt is null)
            failures.Add("SessionToolsOptions.SignedInAt is null; leave it alone for SessionUser.SignedInAtOf.");
        if (options.RequestStateTimeToLive <= TimeSpan.Zero || options.RequestStateTimeToLive > MaxRequestStateTimeToLive)
            failures.Add($"SessionToolsOptions.RequestStateTimeToLive is {options.RequestStateTimeToLive}; use more than zero and at " +
                $"most {MaxRequestStateTimeToLive}.");
        if (options.MaxTravellingStateBytes is < 0 or > MaxTravellingBytes)
            failures.Add(
                $"SessionToolsOptions.MaxTravellingStateBytes is {options.MaxTravellingStateBytes}; use 0 to {MaxTravellingBytes}.");
        if (options.MaxValueBytes is < 1 or > SessionLimits.LargestMaxValueBytes)
            failures.Add($"SessionToolsOptions.MaxValueBytes is {options.MaxValueBytes}; use 1 to {SessionLimits.LargestMaxValueBytes}.");
        if (options.BytesPerMinuteOfSession < 1)
            failures.Add($"SessionToolsOptions.BytesPerMinuteOfSession is {options.BytesPerMinuteOfSession}; use 1 or more.");
        failures.AddRange(options.UserQuota.Failures(nameof(options.UserQuota)));
        failures.AddRange(options.AnonymousQuota.Failures(nameof(options.AnonymousQuota)));
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
