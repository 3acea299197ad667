namespace SessionOrleans.Updating;

/// <summary>An update on its way: applied to bytes, as often as it takes, and answered once it is saved. For one runner at a
/// time.</summary>
internal abstract class PendingUpdate(SessionWriteOptions? options, long since)
{
    private volatile bool _isGone;
    private CallerFlow? _flow;
    private byte[]? _from;
    private byte[]? _to;

    /// <summary>How it is to be written. Only updates that are written alike share a save.</summary>
    public SessionWriteOptions? Options => options;

    /// <summary>When it was asked for.</summary>
    public long Since => since;

    /// <summary>Whether its caller gave up before it was applied.</summary>
    public bool IsGone => _isGone;

    public void GiveUp() => _isGone = true;

    /// <summary>Another caller runs it: what runs the caller's code runs in its own flow all the same. For its caller, before it
    /// joins.</summary>
    public void KeepFlow() => _flow ??= CallerFlow.Capture();

    /// <summary>Begins work in the flow of this update's caller.</summary>
    public Task RunInFlow(Func<Task> work) => _flow is null ? work() : _flow.Run(work);

    /// <summary>The value after it; nothing else changes.</summary>
    public byte[] Apply(byte[]? from)
    {
        if (_flow is null)
            return ApplyHere(from);
        _from = from;
        _flow.Run(static update => update._to = update.ApplyHere(update._from), this);
        return _to!;
    }

    /// <summary>It was saved: what <see cref="Apply"/> made last is, or was, the session's value at <paramref name="version"/>.</summary>
    public void Saved(SessionSnapshot session, long version)
    {
        if (_flow is null)
            SavedHere(session, version);
        else
            _flow.Run(static saved => saved.update.SavedHere(saved.session, saved.version), (update: this, session, version));
    }

    public abstract void Fail(Exception trouble);

    /// <summary>Runs the caller's function, its converters and its protector.</summary>
    protected abstract byte[] ApplyHere(byte[]? from);

    /// <summary>Runs the caller's converters and its protector.</summary>
    protected abstract void SavedHere(SessionSnapshot session, long version);
}
