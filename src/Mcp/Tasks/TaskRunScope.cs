namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// Connects a task with the call that it is made for: the SDK asks the store for a task without saying why, and runs the tool without saying
/// as which task. Comes with the call's own asynchronous flow.
/// </summary>
internal static class TaskRunScope
{
    private static readonly AsyncLocal<Holder?> Entered = new();

    /// <summary>Whether a task that is made now is run by this process.</summary>
    public static bool IsEntered => Entered.Value is not null;

    /// <summary>The run of the task that was made; null where none was.</summary>
    public static TaskRun? Current
    {
        get => Entered.Value?.Run;
        set => Entered.Value!.Run = value;
    }

    /// <summary>From here on in the calling flow, a task is run by this process.</summary>
    public static void Enter() => Entered.Value = new();

    /// <summary>Set within the scope, seen by those who are in it.</summary>
    private sealed class Holder
    {
        public TaskRun? Run { get; set; }
    }
}
