namespace SessionOrleans.Signals;

/// <summary>A grain that hosts listen to.</summary>
[Alias("SessionOrleans.ISignalSource")]
internal interface ISignalSource : IGrainWithStringKey
{
    /// <summary>Adds a listener, or keeps it, which it has to ask for every few seconds.</summary>
    [Alias("Listen")]
    ValueTask<SignalMark> Listen(ISignalListener listener);

    /// <summary>Removes a listener.</summary>
    [Alias("Leave")]
    ValueTask Leave(ISignalListener listener);
}
