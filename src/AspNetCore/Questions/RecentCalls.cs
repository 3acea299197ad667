namespace SessionOrleans.AspNetCore.Questions;

/// <summary>The latest call of each session that was called of late: what is asked outside of calls is answered by way of it.
/// Thread-safe.</summary>
internal sealed class RecentCalls
{
    private const int Most = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Session, SessionCall Call)>> _places = [];
    private readonly LinkedList<(string Session, SessionCall Call)> _latestLast = [];

    public void Keep(string session, SessionCall call)
    {
        lock (_gate)
        {
            if (_places.Remove(session, out var before))
                _latestLast.Remove(before);
            _places[session] = _latestLast.AddLast((session, call));
            if (_latestLast.Count > Most)
            {
                _places.Remove(_latestLast.First!.Value.Session);
                _latestLast.RemoveFirst();
            }
        }
    }

    public SessionCall? Find(string session)
    {
        lock (_gate)
            return _places.TryGetValue(session, out var place) ? place.Value.Call : null;
    }
}
