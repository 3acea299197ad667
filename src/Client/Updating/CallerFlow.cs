namespace SessionOrleans.Updating;

/// <summary>
/// What flows with a caller (async locals, culture, the current activity), so that its code sees its own when another caller's flow runs
/// it. A caller that suppressed its flow has an empty one. Thread-safe.
/// </summary>
internal sealed class CallerFlow
{
    private static readonly Lazy<ExecutionContext> Empty = new(CaptureEmpty);

    private readonly ExecutionContext _context;

    private CallerFlow(ExecutionContext context) => _context = context;

    public static CallerFlow Capture() => new(ExecutionContext.Capture() ?? Empty.Value);

    public void Run<TState>(Action<TState> work, TState state) => ExecutionContext.Run(_context, _ => work(state), null);

    /// <summary>Begins work that goes on in this flow.</summary>
    public Task Run(Func<Task> work)
    {
        var begun = Task.CompletedTask;
        ExecutionContext.Run(_context, _ => begun = work(), null);
        return begun;
    }

    /// <summary>A thread that is started so has no flow from anybody.</summary>
    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
