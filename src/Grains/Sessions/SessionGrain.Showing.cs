using SessionOrleans.Signals;

namespace SessionOrleans.Sessions;

/// <summary>What others see of the session without a turn: readers in this process, and hosts that listen.</summary>
internal sealed partial class SessionGrain
{
    private SessionRecord? _shown;
    private SignalListeners? _listeners;

    public async ValueTask<SignalMark> Listen(ISignalListener listener)
    {
        SessionLimits.CheckId(Id);
        ArgumentNullException.ThrowIfNull(listener);
        (_listeners ??= new(Id)).Add(listener);

        // What happened without a call to this activation is seen now: the session's time was over, or another activation wrote.
        var isAdmitted = false;
        if (await LoadAsync(ref isAdmitted) is null)
            Observe();
        return _listeners.Mark;
    }

    public ValueTask Leave(ISignalListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        _listeners?.Remove(listener);
        return default;
    }

    /// <summary>Tells of another value, and of the end. They look for themselves, so nobody waits for it.</summary>
    private void TellListeners(SessionRecord before)
    {
        if (_listeners is not null && before.VisibleVersion != _state.Record.VisibleVersion)
            _ = _listeners.TellAsync(message: null);
    }

    /// <summary>Shows readers in this process what every reader may see now.</summary>
    private void Show()
    {
        if (!local.IsRead)
            return;
        var visible = _isLoaded && _state.Record.IsLive ? _state.Record : null;
        if (ReferenceEquals(visible, _shown))
            return;
        _shown = visible;
        local.Show(Id, visible);
    }
}
