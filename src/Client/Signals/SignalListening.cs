namespace SessionOrleans.Signals;

/// <summary>One listener's stay at a topic, until it is disposed.</summary>
internal sealed class SignalListening(SignalHub hub, string topic, Action<string?> heard) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => hub.LeaveAsync(topic, heard);
}
