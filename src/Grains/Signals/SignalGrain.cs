namespace SessionOrleans.Signals;

/// <summary>One topic. Listeners that stopped asking to be kept are forgotten.</summary>
internal sealed class SignalGrain : Grain, ISignalGrain
{
    /// <summary>Several times what listeners need to ask again.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ISignalListener, long> _listeners = [];
    private SignalMark _mark = new(Guid.NewGuid(), 0);

    private string Topic => this.GetPrimaryKeyString();

    public ValueTask<SignalMark> Listen(ISignalListener listener)
    {
        SessionLimits.CheckTopic(Topic);
        ArgumentNullException.ThrowIfNull(listener);
        _listeners[listener] = TimeProvider.System.GetTimestamp();
        return new(_mark);
    }

    public ValueTask Leave(ISignalListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        _listeners.Remove(listener);
        return default;
    }

    public async ValueTask<SignalMark> Send(string? message)
    {
        SessionLimits.CheckTopic(Topic);
        SessionLimits.CheckSignal(message);
        _mark = _mark with { Count = _mark.Count + 1 };
        foreach (var (listener, since) in _listeners)
        {
            if (TimeProvider.System.GetElapsedTime(since) > KeptFor)
                _listeners.Remove(listener);
            else
                await listener.Hear(Topic, _mark, message); // One way: on its way, not arrived.
        }

        return _mark;
    }
}
