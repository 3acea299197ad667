using System.Collections.Concurrent;

namespace SessionOrleans.Cluster.Tests;

/// <summary>Counts calls, and keeps the answers of those that failed. Thread-safe.</summary>
public sealed class CallCount
{
    private int _made;
    private int _updates;

    public int Made => _made;

    public int Updates => _updates;

    public ConcurrentQueue<Answer> Failed { get; } = [];

    public void Count(Answer answer, bool isUpdate = false)
    {
        Interlocked.Increment(ref _made);
        if (isUpdate)
            Interlocked.Increment(ref _updates);
        if (answer.Error is not null)
            Failed.Enqueue(answer);
    }
}
