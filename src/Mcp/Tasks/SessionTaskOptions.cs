namespace SessionOrleans;

/// <summary>How a server's tasks are kept.</summary>
public sealed class SessionTaskOptions
{
    /// <summary>
    /// How long a task may be asked for, counted from its creation; work that takes longer is cancelled. Above zero, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default: one hour.
    /// </summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often a client is asked to look at a task: 10 milliseconds to an hour. Default: one second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How a call runs, decided before it begins; <see cref="RequestContext{TParams}.MatchedPrimitive"/> is the tool. Called by many at
    /// once. Default: <see cref="TaskExecutionMode.Optional"/>, so every call of a client that can handle tasks is one.
    /// </summary>
    public Func<RequestContext<CallToolRequestParams>, TaskExecutionMode> ExecutionModeSelector { get; set; } =
        static _ => TaskExecutionMode.Optional;
}
