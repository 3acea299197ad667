using SessionOrleans.Configuration;

namespace SessionOrleans.Mcp;

/// <summary>The limits of <see cref="SessionKindOptions{T}"/>.</summary>
internal sealed class SessionKindOptionsValidator<T> : IValidateOptions<SessionKindOptions<T>>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, SessionKindOptions<T> options)
    {
        var checks = new OptionChecks<SessionKindOptions<T>>();
        RequireName(nameof(options.Name), options.Name);
        if (options.PluralName is not null)
            RequireName(nameof(options.PluralName), options.PluralName);
        if (options.TimeToLive is { } timeToLive)
            checks.Keep(nameof(options.TimeToLive), option => SessionLimits.CheckTimeToLive(timeToLive, option));
        checks.Keep(nameof(options.MaxLifetime), option => SessionLimits.CheckTimeToLive(options.MaxLifetime, option));
        return checks.Result;

        void RequireName(string option, string? value) => checks.Require(
            option, SessionKind.IsName(value), $"is '{value}'. {SessionKind.NameRule}");
    }
}
