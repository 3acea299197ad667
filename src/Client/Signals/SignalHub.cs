using System.Collections.Concurrent;

namespace SessionOrleans.Signals;

/// <summary>
/// What this host listens to: topics, or sessions. Where signals may have been missed, as when a silo was lost, listeners are told so with
/// a null message within seconds, and look at what is stored. Thread-safe.
/// </summary>
/// <typeparam name="TSource">What is listened to.</typeparam>
internal sealed class SignalHub<TSource>(IStoreConnection connection, GrainCalls calls) : ISignalListener, IAsyncDisposable
    where TSource : ISignalSource
{
    /// <summary>How often a source is asked where it stands, which also keeps this host among its listeners.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, SignalTopic> _sources = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private (IGrainFactory Grains, ISignalListener Self)? _reference;
    private Task? _asking;

    /// <summary>Fires when the store is disposed.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>How many sources this host listens to.</summary>
    public int Count => _sources.Count;

    public async Task<IAsyncDisposable> ListenAsync(string name, Action<string?> heard, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        var listening = new SignalListening(() => LeaveAsync(name, heard));
        lock (_gate)
            _sources.GetOrAdd(name, static _ => new()).Add(heard);
        try
        {
            await AskAsync(name, cancellationToken);
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

    public ValueTask Hear(string name, SignalMark mark, string? message)
    {
        if (_sources.TryGetValue(name, out var known))
            known.Heard(mark, message);
        return default;
    }

    /// <summary>Ends one listener's stay. Quiet: a source that does not hear of it forgets this host by itself.</summary>
    private async ValueTask LeaveAsync(string name, Action<string?> heard)
    {
        lock (_gate)
        {
            if (!_sources.TryGetValue(name, out var known))
                return;
            known.Remove(heard);
            if (!known.IsEmpty)
                return;
            _sources.TryRemove(name, out _);
        }

        SessionTracing.KeepToOurselves();
        try
        {
            await connection.Grains.GetGrain<TSource>(name).Leave(Self());

            // Somebody else may have begun to listen meanwhile, and was sent away along with this one.
            if (_sources.ContainsKey(name))
                await AskAsync(name, _stopping.Token);
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

    private async Task KeepAskingAsync()
    {
        // It may have been begun by one of ours, and calls the listeners of all.
        OwnRecords.Close();
        using var timer = new PeriodicTimer(AskEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await Task.WhenAll(_sources.Keys.Select(AskQuietlyAsync));
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Where nobody answers, the source is asked again soon, and its mark then tells what was missed.</summary>
    private async Task AskQuietlyAsync(string name)
    {
        try
        {
            await AskAsync(name, _stopping.Token);
        }
        catch (Exception trouble) when (trouble is SessionStoreException or InvalidOperationException)
        {
        }
    }

    private async Task AskAsync(string name, CancellationToken cancellationToken)
    {
        var mark = await calls.SignalAsync<TSource, SignalHub<TSource>>(
            name, this, static (grain, hub) => grain.Listen(hub.Self()), cancellationToken);
        if (_sources.TryGetValue(name, out var known))
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
