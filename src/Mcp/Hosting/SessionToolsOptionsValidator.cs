using Microsoft.Extensions.Options;

namespace SessionOrleans.Mcp;

/// <summary>Names the property, the limit and the fix.</summary>
internal sealed class SessionToolsOptionsValidator : IValidateOptions<SessionToolsOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionToolsOptions options)
    {
        var failures = new List<string>();
        if (options.UserId is null)
            failures.Add("SessionToolsOptions.UserId is null; leave it alone for SessionUser.IdOf, or return null from it for anonymous callers.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
