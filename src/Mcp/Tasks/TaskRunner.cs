using System.Collections.Concurrent;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// This process as one that runs tasks. It holds a lock of its name, by which others see that it is alive, and hears under the same name
/// when another host changed one of its tasks. Thread-safe.
/// </summary>
internal sealed partial class TaskRunner(
    ISessionStore store, TaskStore tasks, ILogger<TaskRunner> logger) : IAsyncDisposable, IDisposable
{
    /// <summary>A safety net beneath the signals.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly LockOptions AsLongAsWeLive = new() { MaxHold = Timeout.InfiniteTimeSpan, Label = "runs MCP tasks" };
    private static readonly LockOptions JustToSee = new() { Lease = TimeSpan.FromSeconds(1) };

    private readonly OwnSessions _store = new(store);
    private readonly ConcurrentDictionary<string, TaskRun> _runs = [];
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private IAsyncDisposable[]? _listening;
    private Task _background = Task.CompletedTask;

    /// <summary>The name: an id in the store that is only ever locked, and a topic.</summary>
    public string Name { get; } = $"{ReservedIds.McpTaskRunner}{Guid.NewGuid():N}";

    /// <summary>Sees that others can tell whether this process lives, and that it hears of changes.</summary>
    /// <exception cref="SessionStoreUnavailableException">The store cannot answer.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_listening is not null)
            return;
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_listening is not null)
                return;
            var held = await _store.LockAsync(Name, wait: null, AsLongAsWeLive, cancellationToken);
            try
            {
                var listening = await ListenAsync(cancellationToken);
                _background = Task.WhenAll(StandAsync(held), LookAgainAsync());
                _listening = listening;
            }
            catch
            {
                await held.DisposeAsync();
                throw;
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Add(TaskRun run) => _runs[run.SessionId] = run;

    public void Remove(TaskRun run)
    {
        _runs.TryRemove(run.SessionId, out _);
        run.Finish();
    }

    public TaskRun? Find(string sessionId) => _runs.GetValueOrDefault(sessionId);

    /// <summary>Tells whoever runs a task that it changed. What changed is stored, so who cannot be told now finds out by
    /// looking.</summary>
    public async Task TellAsync(string runner, string sessionId, CancellationToken cancellationToken)
    {
        try
        {
            await _store.SendAsync(runner, sessionId, cancellationToken);
        }
        catch (SessionStoreException trouble)
        {
            LogNotTold(trouble);
        }
    }

    /// <summary>Whether a process is gone: nobody holds the lock of its name.</summary>
    public async Task<bool> IsGoneAsync(string runner, CancellationToken cancellationToken)
    {
        if (runner == Name)
            return false;
        await using var held = await _store.TryLockAsync(runner, JustToSee, cancellationToken);
        return held is not null;
    }

    /// <summary>For containers that are not disposed asynchronously.</summary>
    void IDisposable.Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _background;
        foreach (var listening in _listening ?? [])
            await listening.DisposeAsync();
    }

    /// <summary>To what is done to single tasks, and to users who lost all of theirs.</summary>
    private async Task<IAsyncDisposable[]> ListenAsync(CancellationToken cancellationToken)
    {
        var toTasks = await _store.ListenAsync(Name, Hear, cancellationToken);
        try
        {
            return [toTasks, await _store.ListenAsync(ReservedIds.UserRevoked, owner => _ = LookAtAllAsync(), cancellationToken)];
        }
        catch
        {
            await toTasks.DisposeAsync();
            throw;
        }
    }

    private void Hear(string? sessionId)
    {
        if (sessionId is null)
            _ = LookAtAllAsync();
        else if (Find(sessionId) is { } run)
            _ = LookAtAsync(run);
    }

    private Task LookAtAllAsync() => Task.WhenAll(_runs.Values.Select(LookAtAsync));

    /// <summary>Finds out what other hosts did to a task that runs here.</summary>
    private async Task LookAtAsync(TaskRun run)
    {
        try
        {
            if (await tasks.ReadAsync(run.SessionId, CancellationToken.None) is { IsTerminal: false } record)
                run.Deliver(record.Responses);
            else
                run.End();
        }
        catch (Exception trouble)
        {
            LogNotSeen(trouble);
        }
    }

    private async Task LookAgainAsync()
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await LookAtAllAsync();
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Keeps the lock, and takes it again where it was lost, as when the store was away for longer than a lease.</summary>
    private async Task StandAsync(ISessionLock first)
    {
        ISessionLock? held = first;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                held ??= await _store.LockAsync(Name, Timeout.InfiniteTimeSpan, AsLongAsWeLive, _stopping.Token);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, _stopping.Token);
                await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await held.DisposeAsync();
                held = null;
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception trouble)
            {
                LogNotHeld(trouble);
                held = null;
                await Task.Delay(Pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A task that runs here could not be looked at; it is looked at again within 15 seconds.")]
    private partial void LogNotSeen(Exception trouble);

    [LoggerMessage(LogLevel.Warning,
        "The host that runs a task could not be told of an answer or a cancellation; it looks within 15 seconds, if it lives.")]
    private partial void LogNotTold(Exception trouble);

    [LoggerMessage(LogLevel.Warning,
        "The lock that shows that this process runs tasks is not held; it is taken again. Meanwhile other hosts may take its tasks " +
        "for failed.")]
    private partial void LogNotHeld(Exception trouble);
}
