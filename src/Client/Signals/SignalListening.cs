namespace SessionOrleans.Signals;

/// <summary>One listener's stay, until it is disposed.</summary>
internal sealed class SignalListening(Func<ValueTask> leave) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => leave();
}
