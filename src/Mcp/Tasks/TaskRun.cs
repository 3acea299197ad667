using System.Collections.Concurrent;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>A task whose tool runs in this process. Thread-safe.</summary>
/// <param name="sessionId">Its id in the store.</param>
internal sealed class TaskRun(string sessionId)
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InputResponse>> _asked = [];

    public string SessionId => sessionId;

    /// <summary>Fires when the task ended before its tool did: cancelled, over its time to live, or removed.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>The requests whose responses the tool has got.</summary>
    public IEnumerable<string> Delivered => _asked.Where(asked => asked.Value.Task.IsCompleted).Select(asked => asked.Key);

    /// <summary>The response to a request, once it is delivered. To be called before the request can be answered.</summary>
    public Task<InputResponse> ResponseTo(string key) =>
        _asked.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Hands responses to the tool; those that it has got before change nothing.</summary>
    public void Deliver(IEnumerable<KeyValuePair<string, InputResponse>> responses)
    {
        foreach (var (key, response) in responses)
        {
            if (_asked.TryGetValue(key, out var asked))
                asked.TrySetResult(response);
        }
    }

    public void End() => _ended.Cancel();

    public void EndAfter(TimeSpan time) => _ended.CancelAfter(time);

    /// <summary>The tool has ended; a timer that still ran would keep this alive until it fires.</summary>
    public void Finish() => _ended.CancelAfter(Timeout.InfiniteTimeSpan);
}
