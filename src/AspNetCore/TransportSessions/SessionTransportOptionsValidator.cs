using Microsoft.Extensions.Options;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>The limits of <see cref="SessionTransportOptions"/>.</summary>
internal sealed class SessionTransportOptionsValidator : IValidateOptions<SessionTransportOptions>
{
    private const int MostSessions = 1_000_000;

    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, SessionTransportOptions options)
    {
        var failures = new List<string>();
        if (options.MaxAnonymousSessions is < 0 or > MostSessions)
        {
            failures.Add($"{nameof(SessionTransportOptions)}.{nameof(options.MaxAnonymousSessions)} is {options.MaxAnonymousSessions}. "
                + $"Set it to 0 to {MostSessions:N0}.");
        }

        if (options.MaxStreamLifetime < ShortestLife || options.MaxStreamLifetime > LongestLife)
        {
            failures.Add($"{nameof(SessionTransportOptions)}.{nameof(options.MaxStreamLifetime)} is {options.MaxStreamLifetime}. "
                + "Set it to between one second and one day.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
