using SessionOrleans.Configuration;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>The limits of <see cref="SessionTaskOptions"/>.</summary>
internal sealed class SessionTaskOptionsValidator : IValidateOptions<SessionTaskOptions>
{
    private const int MostRunning = 100_000;

    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(365 * 100);

    public ValidateOptionsResult Validate(string? name, SessionTaskOptions options)
    {
        var checks = new OptionChecks<SessionTaskOptions>();
        checks.Require(nameof(options.TimeToLive),
            options.TimeToLive == Timeout.InfiniteTimeSpan || (options.TimeToLive > TimeSpan.Zero && options.TimeToLive <= LongestLife),
            $"is {options.TimeToLive}. Set it above zero and to at most a hundred years, or to Timeout.InfiniteTimeSpan.");
        checks.Require(nameof(options.PollInterval), options.PollInterval >= ShortestPoll && options.PollInterval <= LongestPoll,
            $"is {options.PollInterval}. Set it to between 10 milliseconds and an hour.");
        checks.Require(nameof(options.MaxRunningPerUser), options.MaxRunningPerUser, 1, MostRunning);
        checks.Require(nameof(options.MaxRunningAnonymous), options.MaxRunningAnonymous, 0, MostRunning);
        checks.Require(nameof(options.MaxRunning), options.MaxRunning, 1, MostRunning);
        checks.Require(nameof(options.ExecutionModeSelector), options.ExecutionModeSelector is not null,
            "is null. Leave it out to let every call run as a task whose client can handle tasks.");
        return checks.Result;
    }
}
