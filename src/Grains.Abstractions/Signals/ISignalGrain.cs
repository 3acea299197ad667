namespace SessionOrleans.Signals;

/// <summary>
/// One topic: who listens to it now, on whichever host. The key is the topic. Nothing is stored: signals are hints that something stored
/// has changed, and a listener learns when it may have missed some.
/// </summary>
[Alias("SessionOrleans.ISignalGrain")]
internal interface ISignalGrain : IGrainWithStringKey
{
    /// <summary>Adds a listener, or keeps it, which it has to ask for every few seconds.</summary>
    [Alias("Listen")]
    ValueTask<SignalMark> Listen(ISignalListener listener);

    /// <summary>Removes a listener.</summary>
    [Alias("Leave")]
    ValueTask Leave(ISignalListener listener);

    /// <summary>Tells all listeners, and waits for none.</summary>
    [Alias("Send")]
    ValueTask<SignalMark> Send(string? message);
}
