using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>How a server's tasks are kept, and how many may run.</summary>
public sealed class SessionTaskOptions
{
    /// <summary>
    /// How long a task may be asked for, counted from its creation; work that takes longer is cancelled. Above zero, or
    /// <see cref="Timeout.InfiniteTimeSpan"/>. Default: one hour.
    /// </summary>
    /// <value>Above zero, or <c>Infinite</c>.</value>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often a client is asked to look at a task: 10 milliseconds to an hour. Default: one second.</summary>
    /// <value>10 milliseconds to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many tasks of a signed-in user may run on one host at once: 1 to 100,000. Default: 16. One more is refused with a tool
    /// error that says so.</summary>
    /// <value>1 to 100,000.</value>
    public int MaxRunningPerUser { get; set; } = 16;

    /// <summary>
    /// How many tasks of all anonymous callers together may run on one host at once: 0 to 100,000. Default: 0, so that an anonymous caller
    /// gets no tasks: calls are answered at once, and what is <see cref="TaskExecutionMode.Required"/> wants a sign-in. A tool in the
    /// background outlives the connection of who called it, so nothing but this number holds strangers back.
    /// </summary>
    /// <value>0 to 100,000.</value>
    public int MaxRunningAnonymous { get; set; }

    /// <summary>How many tasks may run on one host at once: 1 to 100,000. Default: 256.</summary>
    /// <value>1 to 100,000.</value>
    public int MaxRunning { get; set; } = 256;

    /// <summary>
    /// How a call runs, decided before it begins; <see cref="RequestContext{TParams}.MatchedPrimitive"/> is the tool. Called by many at
    /// once. Default: <see cref="TaskExecutionMode.Optional"/>, so every call of a client that can handle tasks is one.
    /// </summary>
    public Func<RequestContext<CallToolRequestParams>, TaskExecutionMode> ExecutionModeSelector { get; set; } =
        static _ => TaskExecutionMode.Optional;

    internal SlotLimits RunningLimits => new(MaxRunningPerUser, MaxRunningAnonymous, MaxRunning);
}
