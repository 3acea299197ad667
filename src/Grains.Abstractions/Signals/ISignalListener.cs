namespace SessionOrleans.Signals;

/// <summary>A host that listens to topics or sessions.</summary>
[Alias("SessionOrleans.ISignalListener")]
internal interface ISignalListener : IGrainObserver
{
    /// <summary>A signal of a topic or session, and where that stands with it.</summary>
    [Alias("Hear")]
    [OneWay]
    ValueTask Hear(string name, SignalMark mark, string? message);
}
