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
        var failures = new List<string>();
        if (options.TimeToLive != Timeout.InfiniteTimeSpan && (options.TimeToLive <= TimeSpan.Zero || options.TimeToLive > LongestLife))
        {
            failures.Add($"{nameof(SessionTaskOptions)}.{nameof(options.TimeToLive)} is {options.TimeToLive}. "
                + "Set it above zero and to at most a hundred years, or to Timeout.InfiniteTimeSpan.");
        }

        if (options.PollInterval < ShortestPoll || options.PollInterval > LongestPoll)
        {
            failures.Add($"{nameof(SessionTaskOptions)}.{nameof(options.PollInterval)} is {options.PollInterval}. "
                + "Set it to between 10 milliseconds and an hour.");
        }

        Require(nameof(options.MaxRunningPerUser), options.MaxRunningPerUser, 1);
        Require(nameof(options.MaxRunningAnonymous), options.MaxRunningAnonymous, 0);
        Require(nameof(options.MaxRunning), options.MaxRunning, 1);
        if (options.ExecutionModeSelector is null)
        {
            failures.Add($"{nameof(SessionTaskOptions)}.{nameof(options.ExecutionModeSelector)} is null. "
                + "Leave it out to let every call run as a task whose client can handle tasks.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Require(string option, int value, int least)
        {
            if (value < least || value > MostRunning)
                failures.Add($"{nameof(SessionTaskOptions)}.{option} is {value}. Set it to {least} to {MostRunning:N0}.");
        }
    }
}
