namespace SessionOrleans.Signals;

/// <summary>A host that listens to topics.</summary>
[Alias("SessionOrleans.ISignalListener")]
internal interface ISignalListener : IGrainObserver
{
    /// <summary>A signal of a topic, and where the topic stands with it.</summary>
    [Alias("Hear")]
    [OneWay]
    ValueTask Hear(string topic, SignalMark mark, string? message);
}
