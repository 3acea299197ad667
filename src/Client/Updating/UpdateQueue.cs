namespace SessionOrleans.Updating;

/// <summary>
/// Updates of one session that this process's callers want while one of them is under way. Whoever runs it looks at its head and drops what
/// is done; everybody else joins its end. Thread-safe.
/// </summary>
internal sealed class UpdateQueue
{
    /// <summary>More than a save can take along in the time it may.</summary>
    private const int MostAtOnce = 256;

    private readonly Lock _gate = new();
    private List<PendingUpdate>? _waiting;
    private bool _isOver;

    /// <summary>The session as it was last saved from here; null: not known. For the runner.</summary>
    public SessionSnapshot? Last { get; set; }

    /// <summary>False where nobody runs this queue any more.</summary>
    public bool TryJoin(PendingUpdate update)
    {
        lock (_gate)
        {
            if (_isOver)
                return false;
            (_waiting ??= []).Add(update);
            return true;
        }
    }

    /// <summary>The first who are written alike; none ends the queue.</summary>
    public IReadOnlyList<PendingUpdate> Head()
    {
        lock (_gate)
        {
            _waiting?.RemoveAll(update => update.IsGone);
            _isOver = _waiting is null or [];
            return _isOver ? [] : [.. _waiting!.Take(MostAtOnce).TakeWhile(update => update.Options == _waiting![0].Options)];
        }
    }

    /// <summary>These are done with.</summary>
    public void Drop(IReadOnlyCollection<PendingUpdate> done)
    {
        lock (_gate)
            _waiting!.RemoveAll(done.Contains);
    }
}
