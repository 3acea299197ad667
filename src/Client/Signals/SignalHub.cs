using System.Collections.Concurrent;

namespace SessionOrleans.Signals;

/// <summary>
/// Signals by way of the topics' grains. Where some may have been missed, as when a silo was lost, listeners are told so with a null
/// message within seconds, and look at what is stored. Thread-safe.
/// </summary>
internal sealed class SignalHub(IStoreConnection connection, GrainCalls calls) : ISessionSignals, ISignalListener, IAsyncDisposable
{
    /// <summary>How often a topic is asked where it stands, which also keeps this host among its listeners.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SignalTopic> _topics = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private (IGrainFactory Grains, ISignalListener Self)? _reference;
    private Task? _asking;

    public async Task SendAsync(string topic, string? message = null, CancellationToken cancellationToken = default)
    {
        Check(topic);
        SessionLimits.CheckSignal(message);
        await calls.TopicAsync(topic, message, static (grain, said) => grain.Send(said), cancellationToken);
    }

    public async Task<IAsyncDisposable> ListenAsync(string topic, Action<string?> heard, CancellationToken cancellationToken = default)
    {
        Check(topic);
        ArgumentNullException.ThrowIfNull(heard);
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var listening = new SignalListening(this, topic, heard);
        lock (_gate)
            _topics.GetOrAdd(topic, static _ => new()).Add(heard);
        try
        {
            await AskAsync(topic, cancellationToken);
        }
        catch
        {
            await listening.DisposeAsync();
            throw;
        }

        lock (_gate)
            _asking ??= KeepAskingAsync();
        return listening;
    }

    public ValueTask Hear(string topic, SignalMark mark, string? message)
    {
        if (_topics.TryGetValue(topic, out var known))
            known.Heard(mark, message);
        return default;
    }

    /// <summary>Ends one listener's stay. Quiet: a topic that does not hear of it forgets this host by itself.</summary>
    public async ValueTask LeaveAsync(string topic, Action<string?> heard)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var known))
                return;
            known.Remove(heard);
            if (!known.IsEmpty)
                return;
            _topics.TryRemove(topic, out _);
        }

        SessionTracing.KeepToOurselves();
        try
        {
            await connection.Grains.GetGrain<ISignalGrain>(topic).Leave(Self());

            // Somebody else may have begun to listen meanwhile, and was sent away along with this one.
            if (_topics.ContainsKey(topic))
                await AskAsync(topic, _stopping.Token);
        }
        catch (Exception)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        if (_asking is { } asking)
            await asking;
    }

    private static void Check(string topic)
    {
        SessionLimits.CheckTopic(topic);
        ReservedIds.Check(topic, nameof(topic));
    }

    private async Task KeepAskingAsync()
    {
        // It may have been begun by one of ours, and calls the listeners of all.
        OwnRecords.Close();
        using var timer = new PeriodicTimer(AskEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await Task.WhenAll(_topics.Keys.Select(AskQuietlyAsync));
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Where nobody answers, the topic is asked again soon, and its mark then tells what was missed.</summary>
    private async Task AskQuietlyAsync(string topic)
    {
        try
        {
            await AskAsync(topic, _stopping.Token);
        }
        catch (Exception trouble) when (trouble is SessionStoreException or InvalidOperationException)
        {
        }
    }

    private async Task AskAsync(string topic, CancellationToken cancellationToken)
    {
        var mark = await calls.TopicAsync(topic, this, static (grain, hub) => grain.Listen(hub.Self()), cancellationToken);
        if (_topics.TryGetValue(topic, out var known))
            known.Stands(mark);
    }

    /// <summary>This host as the present silo or client knows it; one that was built anew underneath knows another.</summary>
    private ISignalListener Self()
    {
        lock (_gate)
        {
            var grains = connection.Grains;
            if (_reference is not { } reference || !ReferenceEquals(reference.Grains, grains))
                _reference = reference = (grains, grains.CreateObjectReference<ISignalListener>(this));
            return reference.Self;
        }
    }
}
