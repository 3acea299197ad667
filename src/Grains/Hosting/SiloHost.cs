namespace SessionOrleans.Hosting;

/// <summary>A silo in this process: started, kept, built anew when it is lost, and stopped. Thread-safe.</summary>
internal sealed partial class SiloHost : IAsyncDisposable, IDisposable
{
    /// <summary>
    /// A graceful stop finishes what is under way, after the farewell to its clients; what takes longer is left to what the backend holds.
    /// </summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    /// <summary>By when a silo that was told to stop by force has to be gone; then it is left to itself.</summary>
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(9);

    private readonly SiloSetup _setup;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();

    private volatile RunningSilo? _running;
    private volatile BackendChoice? _choice;
    private ISiloBackend? _backend;
    private volatile SiloState _state;

    public SiloHost(SiloSetup setup)
    {
        _setup = setup;
        _logger = setup.Loggers.CreateLogger<SiloHost>();
    }

    public SiloState State => _state is SiloState.Ready && _running is not { Lost.IsCompleted: false } ? SiloState.Rebuilding : _state;

    /// <summary>What the silo rests on; null before the first start.</summary>
    public BackendChoice? Choice => _choice;

    /// <summary>The silo of the moment; null while there is none.</summary>
    public RunningSilo? Silo => _running;

    /// <exception cref="SessionStoreUnavailableException">The silo is being built anew.</exception>
    /// <exception cref="InvalidOperationException">The silo was not started yet, or was stopped.</exception>
    public IGrainFactory Grains => _running is { Lost.IsCompleted: false } silo
        ? silo.Grains
        : throw (_state is SiloState.Ready or SiloState.Rebuilding
            ? new SessionStoreUnavailableException("The session store is restarting inside this process. Try again in a moment.")
            : new InvalidOperationException("The session store is not running: it starts and stops with its host."));

    /// <exception cref="SessionStoreUnavailableException">The backend or a port cannot be had; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        SessionTracing.KeepToOurselves();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            if (_state is not SiloState.Stopped)
                return;
            _state = SiloState.Starting;
            _choice = await BackendDetection.ChooseAsync(_setup, cancellationToken);
            LogChoice(_choice);
            _backend = await SiloBackends.CreateAsync(_setup, _choice);
            Use(await JoinAsync(cancellationToken));
        }
        catch
        {
            _state = SiloState.Stopped;
            await LeaveBackendAsync();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops for good, gracefully as far as that goes: a second without clients and company, some four with both.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            _state = SiloState.Stopped;
            if (Interlocked.Exchange(ref _running, null) is { } silo)
                await EndAsync(silo, cancellationToken, LeaveWithin);
            await LeaveBackendAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>For containers that are not disposed asynchronously.</summary>
    void IDisposable.Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync() => await StopAsync();

    private void Use(RunningSilo silo)
    {
        _running = silo;
        _state = SiloState.Ready;
        LogReady(silo);
        _ = RebuildWhenLostAsync(silo);
    }

    /// <summary>Stops a silo, gracefully for a while, and leaves what hangs then to itself.</summary>
    private async Task EndAsync(RunningSilo silo, CancellationToken cancellationToken, TimeSpan patience)
    {
        using var graceful = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var farewell = silo.Farewell;
        graceful.CancelAfter(farewell + StopWithin);
        try
        {
            await EndAsync(silo, graceful.Token).WaitAsync(farewell + patience, CancellationToken.None);
        }
        catch (TimeoutException exception)
        {
            LogStopFailed(_logger, exception);
        }
    }

    private async Task EndAsync(RunningSilo silo, CancellationToken graceful)
    {
        try
        {
            await silo.StopAsync(graceful);
        }
        catch (Exception exception)
        {
            LogStopFailed(_logger, exception);
        }

        await silo.DisposeAsync();
    }

    private async ValueTask LeaveBackendAsync()
    {
        if (_backend is { } backend)
            await backend.DisposeAsync();
        _backend = null;
    }
}
