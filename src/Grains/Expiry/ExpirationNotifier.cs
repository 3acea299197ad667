using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Expiry;

/// <summary>
/// Tells this silo's expiration handlers of sessions that ended, whichever silo put them aside, a bounded number at a time. In a silo
/// without handlers it only finds out whether others have some. Thread-safe.
/// </summary>
internal sealed partial class ExpirationNotifier(
    IEndedSessions ended,
    EndedSessionKeeping keeping,
    ExpirationNotices notices,
    SessionMetrics metrics,
    ILogger<ExpirationNotifier> logger) : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for calls that are under way. Their token has fired by then.</summary>
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly SemaphoreSlim _news = new(0);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Sessions were put aside just now: they need not wait for the next look.</summary>
    public void Look()
    {
        if (notices.Wanted && _news.CurrentCount == 0)
            _news.Release();
    }

    /// <summary>The others know of this silo's handlers before it serves anything.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        keeping.IsOn |= notices.Wanted;
        await WatchAsync().ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FinishWithin);
        try
        {
            for (var free = 0; free < AtOnce; free++)
                await _room.WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is under way is told again by others.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TakeAllAsync(stoppingToken).ConfigureAwait(false);
                await _news.WaitAsync(LookEvery, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task TakeAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync().ConfigureAwait(false);
            while (notices.Wanted && await TakeAsync(stoppingToken).ConfigureAwait(false))
            {
                // As many as there was room for: there may be more.
            }
        }
        catch (Exception unexpected) when (!stoppingToken.IsCancellationRequested)
        {
            LogUnexpected(unexpected);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            keeping.IsOn = await ended.WatchAsync(notices.Wanted).ConfigureAwait(false);
        }
        catch (SessionStorageException)
        {
            // It stays as it was until the storage answers.
        }
    }

    private async Task<bool> TakeAsync(CancellationToken stoppingToken)
    {
        await _room.WaitAsync(stoppingToken).ConfigureAwait(false);
        var free = 1;
        while (free < AtOnce && _room.Wait(0, CancellationToken.None))
            free++;
        IReadOnlyList<EndedEntry> taken = [];
        try
        {
            taken = await ended.TakeAsync(free, NoticeAttempts.Claim).ConfigureAwait(false);
        }
        catch (SessionStorageException)
        {
            // The next look goes on from here.
        }
        finally
        {
            if (taken.Count < free)
                _room.Release(free - taken.Count);
        }

        foreach (var entry in taken)
            _ = TellAsync(entry);
        return taken.Count == free;
    }

    private async Task TellAsync(EndedEntry entry)
    {
        try
        {
            // An attempt that ended with its silo was counted, too.
            var failure = entry.Attempt > NoticeAttempts.Most
                ? new InvalidOperationException("No attempt came to an end.")
                : await CallAsync(entry).ConfigureAwait(false);
            if (failure is null)
                await ended.RemoveAsync(entry).ConfigureAwait(false);
            else if (_stopping.IsCancellationRequested)
                await ended.PutOffAsync(entry, TimeSpan.Zero).ConfigureAwait(false);
            else if (entry.Attempt < NoticeAttempts.Most)
                await TryLaterAsync(entry, failure).ConfigureAwait(false);
            else
                await GiveUpAsync(entry, failure).ConfigureAwait(false);
        }
        catch (SessionStorageException)
        {
            // Told or not, it is told again when the claim is over: once at least is what is promised.
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<Exception?> CallAsync(EndedEntry entry)
    {
        // What our packages keep for themselves is no session of the application's.
        if (ReservedIds.Has(entry.Name.Id))
            return null;
        var record = await ended.ReadAsync(entry).ConfigureAwait(false);
        return await notices.TellAsync(Describe(entry.Name, record), _stopping.Token).ConfigureAwait(false);
    }

    private async Task TryLaterAsync(EndedEntry entry, Exception failure)
    {
        var pause = NoticeAttempts.PauseAfter(entry.Attempt);
        await ended.PutOffAsync(entry, pause).ConfigureAwait(false);
        LogFailed(failure, IdHash.Of(entry.Name.Id), entry.Attempt, NoticeAttempts.Most, pause);
    }

    private async Task GiveUpAsync(EndedEntry entry, Exception failure)
    {
        await ended.RemoveAsync(entry).ConfigureAwait(false);
        metrics.NoticeGivenUp();
        LogGivenUp(failure, IdHash.Of(entry.Name.Id), NoticeAttempts.Most);
    }

    private static EndedSession Describe(EndedSessionName name, SessionRecord record) => new(
        name.Id, name.Owner, record.EndReason, record.ValueVersion, record.Lifetime?.Deadline ?? name.EndedAt, record.Value);

    [LoggerMessage(LogLevel.Warning,
        "The expiration handler failed for session {IdHash}, attempt {Attempt} of {Most}; it is called again in {Pause}.")]
    private partial void LogFailed(Exception failure, string idHash, int attempt, int most, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "Telling expiration handlers of ended sessions failed unexpectedly; it is tried again.")]
    private partial void LogUnexpected(Exception unexpected);

    [LoggerMessage(LogLevel.Error, "The expiration handler failed {Most} times for session {IdHash} and is not called for it again: " +
        "what it does when a session ends was not done for this one.")]
    private partial void LogGivenUp(Exception failure, string idHash, int most);
}
