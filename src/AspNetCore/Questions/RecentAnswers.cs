using System.Collections.Concurrent;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>Which answers were taken of late, so that who asks again is told the same. Thread-safe.</summary>
internal sealed class RecentAnswers
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, bool> _known = [];
    private readonly ConcurrentQueue<string> _inOrder = [];

    public bool Has(string answer) => _known.ContainsKey(answer);

    public void Add(string answer)
    {
        if (!_known.TryAdd(answer, true))
            return;
        _inOrder.Enqueue(answer);
        if (_inOrder.Count > Most && _inOrder.TryDequeue(out var oldest))
            _known.TryRemove(oldest, out _);
    }
}
