using System.Collections.Concurrent;
using SessionOrleans.Calls;
using SessionOrleans.Sessions;
using SessionOrleans.Updating;
using SessionOrleans.Values;

namespace SessionOrleans.Locking;

/// <summary>Makes a store's lock handles, knows which are held, and gives back all of them when the store goes. Thread-safe.</summary>
internal sealed class LockKeeper(
    GrainCalls calls, LockTurns turns, SessionWriter writer, SessionUpdater updater, ValueCodec values, SessionStoreOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan DefaultMaxHold = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(40);

    private readonly ConcurrentDictionary<SessionLock, bool> _held = [];

    public LockTurns Turns => turns;

    public SessionWriter Writer => writer;

    public SessionUpdater Updater => updater;

    public ValueCodec Values => values;

    public TimeProvider Time => calls.Time;

    public async Task<ISessionLock?> TryLockAsync(string id, LockOptions? lockOptions, CancellationToken cancellationToken)
    {
        var (request, maxHold) = Request(id, lockOptions, queue: false);
        var asked = Time.GetTimestamp();
        return await turns.TryAsync(id, request, cancellationToken) is { } grant
            ? new SessionLock(this, id, request, grant, asked, maxHold)
            : null;
    }

    public async Task<ISessionLock> LockAsync(string id, TimeSpan? wait, LockOptions? lockOptions, CancellationToken cancellationToken)
    {
        var patience = wait ?? DefaultWait;
        if ((patience < TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan) || patience > MaxWait)
            throw new ArgumentOutOfRangeException(nameof(wait), wait,
                $"A wait is zero to {MaxWait.TotalDays:0} days, or Timeout.InfiniteTimeSpan to wait as long as it takes. To ask once, use TryLockAsync.");
        if (patience == TimeSpan.Zero)
            return await TryLockAsync(id, lockOptions, cancellationToken) ?? throw TimedOut(patience);

        var (request, maxHold) = Request(id, lockOptions, queue: true);
        var (grant, asked) = await turns.WaitAsync(id, request, patience, cancellationToken) is { } granted
            ? granted
            : throw TimedOut(patience);
        return new SessionLock(this, id, request, grant, asked, maxHold);
    }

    /// <summary>Renews, within what is left of the lease; unavailable where no answer came in that time, or the store was disposed meanwhile.</summary>
    public async Task<LockOutcome> RenewAsync(string id, long fencingToken, TimeSpan left, CancellationToken cancellationToken)
    {
        if (left <= TimeSpan.Zero)
            return LockOutcome.Gone;
        try
        {
            var reply = await calls.RepeatAsync("lock.renew", id, fencingToken, static (grain, token) => grain.Renew(token), cancellationToken)
                .WaitAsync(left, Time, cancellationToken);
            return reply.Outcome;
        }
        catch (Exception trouble) when (trouble is SessionStoreException or TimeoutException or InvalidOperationException)
        {
            return LockOutcome.Unavailable;
        }
    }

    public void Took(SessionLock held) => _held.TryAdd(held, true);

    public void Gave(SessionLock held) => _held.TryRemove(held, out _);

    public async ValueTask DisposeAsync()
    {
        foreach (var held in _held.Keys)
            await held.DisposeAsync();
    }

    private (LockRequest Request, TimeSpan MaxHold) Request(string id, LockOptions? lockOptions, bool queue)
    {
        SessionLimits.CheckId(id);
        var lease = lockOptions?.Lease ?? options.LockLease;
        var maxHold = lockOptions?.MaxHold ?? DefaultMaxHold;
        SessionLimits.CheckLease(lease, nameof(LockOptions.Lease));
        SessionLimits.CheckLabel(lockOptions?.Label, nameof(LockOptions.Label));
        if (maxHold <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(LockOptions.MaxHold), maxHold, "The longest hold is above zero; the default is 10 minutes.");
        return (new(UniqueId.New(), lease, LockPurpose.Hold, queue, lockOptions?.Label), maxHold);
    }

    private static TimeoutException TimedOut(TimeSpan wait) => new(
        $"The lock did not come free within {wait.TotalSeconds:0.###} s. Wait longer, or find out with GetInfoAsync who holds it.");
}
