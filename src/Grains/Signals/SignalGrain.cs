namespace SessionOrleans.Signals;

/// <summary>One topic.</summary>
internal sealed class SignalGrain : Grain, ISignalGrain
{
    private SignalListeners? _listeners;

    private string Topic => this.GetPrimaryKeyString();

    private SignalListeners Listeners => _listeners ??= new(Topic);

    public ValueTask<SignalMark> Listen(ISignalListener listener)
    {
        SessionLimits.CheckTopic(Topic);
        ArgumentNullException.ThrowIfNull(listener);
        Listeners.Add(listener);
        return new(Listeners.Mark);
    }

    public ValueTask Leave(ISignalListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        Listeners.Remove(listener);
        return default;
    }

    public async ValueTask<SignalMark> Send(string? message)
    {
        SessionLimits.CheckTopic(Topic);
        SessionLimits.CheckSignal(message);
        await Listeners.TellAsync(message);
        return Listeners.Mark;
    }
}
