namespace SessionOrleans;

/// <summary>How one call of a tool runs. See <see cref="SessionTaskOptions.ExecutionModeSelector"/>.</summary>
public enum TaskExecutionMode
{
    /// <summary>Never as a task: the caller waits for the result.</summary>
    Synchronous = 0,

    /// <summary>As a task where the request declares <c>io.modelcontextprotocol/tasks</c>, else the caller waits.</summary>
    Optional = 1,

    /// <summary>As a task only. Other requests are refused with the error −32021, which names the extension, and the tool does not run.</summary>
    Required = 2,
}
