using System.Collections.Concurrent;
using ModelContextProtocol;

namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>Keeps the progress that a client hears of, in order, and says when the first comes.</summary>
public sealed class ProgressRecorder : IProgress<ProgressNotificationValue>
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<ProgressNotificationValue> _heard = new();

    /// <summary>Ends when anything was heard.</summary>
    public Task First => _first.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>All of it.</summary>
    public IReadOnlyCollection<ProgressNotificationValue> Heard => _heard;

    /// <inheritdoc/>
    public void Report(ProgressNotificationValue value)
    {
        _heard.Enqueue(value);
        _first.TrySetResult();
    }
}
