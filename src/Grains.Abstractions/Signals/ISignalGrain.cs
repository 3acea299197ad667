namespace SessionOrleans.Signals;

/// <summary>
/// One topic: who listens to it now, on whichever host. The key is the topic. Nothing is stored: signals are hints that something stored
/// has changed, and a listener learns when it may have missed some.
/// </summary>
[Alias("SessionOrleans.ISignalGrain")]
internal interface ISignalGrain : ISignalSource
{
    /// <summary>Tells all listeners, and waits for none.</summary>
    [Alias("Send")]
    ValueTask<SignalMark> Send(string? message);
}
