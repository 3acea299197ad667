namespace SessionOrleans.Signals;

/// <summary>A topic or session that this host listens to: for whom, and how far it heard. Thread-safe.</summary>
internal sealed class SignalTopic
{
    private readonly Lock _gate = new();
    private readonly List<Action<string?>> _listeners = [];
    private SignalMark? _heard;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _listeners.Count == 0;
        }
    }

    public void Add(Action<string?> listener)
    {
        lock (_gate)
            _listeners.Add(listener);
    }

    public void Remove(Action<string?> listener)
    {
        lock (_gate)
            _listeners.Remove(listener);
    }

    /// <summary>A signal came. Where it does not follow on what was heard, something was missed, and that is told first.</summary>
    public void Heard(SignalMark mark, string? message)
    {
        if (Move(mark, step: 1) is not { } missed)
            return;
        if (missed)
            Tell(null);
        if (message is not null || !missed)
            Tell(message);
    }

    /// <summary>The source said where it stands. The first time that is where to begin; later it shows what did not arrive.</summary>
    public void Stands(SignalMark mark)
    {
        if (Move(mark, step: 0) is true)
            Tell(null);
    }

    /// <summary>Whether signals were missed on the way to a mark; null when it is an old one.</summary>
    private bool? Move(SignalMark mark, int step)
    {
        lock (_gate)
        {
            var missed = false;
            if (_heard is { } heard)
            {
                if (heard.Era == mark.Era && mark.Count <= heard.Count)
                    return null;
                missed = heard.Era != mark.Era || mark.Count != heard.Count + step;
            }

            _heard = mark;
            return missed;
        }
    }

    private void Tell(string? message)
    {
        Action<string?>[] listeners;
        lock (_gate)
            listeners = [.. _listeners];
        foreach (var listener in listeners)
            listener(message);
    }
}
