namespace SessionOrleans.Signals;

/// <summary>The hosts that listen to one grain. Those that stopped asking to be kept are forgotten.</summary>
/// <param name="name">What they listen to.</param>
internal sealed class SignalListeners(string name)
{
    /// <summary>Several times what listeners need to ask again.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ISignalListener, long> _since = [];

    public SignalMark Mark { get; private set; } = new(Guid.NewGuid(), 0);

    public void Add(ISignalListener listener) => _since[listener] = TimeProvider.System.GetTimestamp();

    public void Remove(ISignalListener listener) => _since.Remove(listener);

    /// <summary>Tells all, and waits for none: it is on its way then, not arrived.</summary>
    public async ValueTask TellAsync(string? message)
    {
        var mark = Mark = Mark with { Count = Mark.Count + 1 };
        foreach (var (listener, since) in _since.ToArray())
        {
            if (TimeProvider.System.GetElapsedTime(since) > KeptFor)
                _since.Remove(listener);
            else
                await listener.Hear(name, mark, message);
        }
    }
}
