namespace SessionOrleans.Mcp.Tasks;

/// <summary>A task whose tool runs in this process. Thread-safe.</summary>
/// <param name="taskId">Its id, as its caller knows it.</param>
/// <param name="sessionId">Its id in the store.</param>
internal sealed class TaskRun(string taskId, string sessionId)
{
    private readonly CancellationTokenSource _ended = new();
    private readonly HashSet<string> _delivered = [];

    public string TaskId => taskId;

    public string SessionId => sessionId;

    /// <summary>Fires when the task ended before its tool did: cancelled, over its time to live, or removed.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The requests whose responses the tool has got.</summary>
    public IReadOnlyCollection<string> Delivered
    {
        get
        {
            lock (_delivered)
                return [.. _delivered];
        }
    }

    /// <summary>Whether the response to a request is for the tool to be told, which is so once.</summary>
    public bool Deliver(string requestId)
    {
        lock (_delivered)
            return _delivered.Add(requestId);
    }

    public void End() => _ended.Cancel();

    public void EndAfter(TimeSpan time) => _ended.CancelAfter(time);

    /// <summary>The tool has ended; a timer that still ran would keep this alive until it fires.</summary>
    public void Finish() => _ended.CancelAfter(Timeout.InfiniteTimeSpan);
}
