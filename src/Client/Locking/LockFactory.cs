using System.Collections.Concurrent;
using SessionOrleans.Quotas;
using SessionOrleans.Updating;

namespace SessionOrleans.Locking;

/// <summary>Takes locks and makes their handles, knows which are held, and releases all of them when the store goes. Thread-safe.</summary>
internal sealed class LockFactory(
    GrainCalls calls,
    LockClient client,
    SessionWriter writer,
    SessionUpdater updater,
    ValueCodec values,
    SessionStoreOptions options,
    ILogger<LockFactory> logger) : IAsyncDisposable
{
    private static readonly TimeSpan DefaultMaxHold = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(40);

    private readonly ConcurrentDictionary<HeldLock, bool> _held = [];

    public TimeProvider Time => calls.Time;

    public LockClient Client => client;

    public SessionWriter Writer => writer;

    public SessionUpdater Updater => updater;

    public ValueCodec Values => values;

    public async Task<ISessionLock?> TryLockAsync(string id, LockOptions? lockOptions, CancellationToken cancellationToken)
    {
        var (request, maxHold) = Request(id, lockOptions, queue: false);
        return await client.TryAsync(id, request, cancellationToken) is { } granted
            ? Hold(id, request, granted.Grant, granted.Asked, maxHold, lockOptions?.Limits)
            : null;
    }

    public async Task<ISessionLock> LockAsync(string id, TimeSpan? wait, LockOptions? lockOptions, CancellationToken cancellationToken)
    {
        var patience = wait ?? DefaultWait;
        if ((patience < TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan) || patience > MaxWait)
            throw new ArgumentOutOfRangeException(nameof(wait), wait,
                $"A wait is zero to {MaxWait.TotalDays:0} days, or Timeout.InfiniteTimeSpan to wait as long as it takes. " +
                "To ask once, use TryLockAsync.");
        if (patience == TimeSpan.Zero)
            return await TryLockAsync(id, lockOptions, cancellationToken) ?? throw TimedOut(id, patience);

        var (request, maxHold) = Request(id, lockOptions, queue: true);
        return await client.WaitAsync(id, request, patience, cancellationToken) is { } granted
            ? Hold(id, request, granted.Grant, granted.Asked, maxHold, lockOptions?.Limits)
            : throw TimedOut(id, patience);
    }

    public void Untrack(HeldLock held) => _held.TryRemove(held, out _);

    public async ValueTask DisposeAsync() => await Task.WhenAll(_held.Keys.Select(held => held.ReleaseAsync()));

    /// <param name="id">The session.</param>
    /// <param name="request">The attempt that was granted.</param>
    /// <param name="grant">The grant.</param>
    /// <param name="asked">When it was asked for: what was left of its lease counts from then.</param>
    /// <param name="maxHold">How long it may be held.</param>
    /// <param name="limits">What bounds writes through it.</param>
    private SessionLock Hold(string id, LockRequest request, Reply grant, long asked, TimeSpan maxHold, CallerLimits? limits)
    {
        var since = asked - (long)((request.Lease - grant.Left).TotalSeconds * calls.Time.TimestampFrequency);
        var held = new HeldLock(this, id, grant.FencingToken, new(request.Lease, maxHold, since), logger);
        _held.TryAdd(held, true);
        held.Keep();
        return new(this, held, grant, limits);
    }

    private (LockRequest Request, TimeSpan MaxHold) Request(string id, LockOptions? lockOptions, bool queue)
    {
        ReservedIds.CheckId(id);
        var lease = lockOptions?.Lease ?? options.LockLease;
        var maxHold = lockOptions?.MaxHold ?? DefaultMaxHold;
        SessionLimits.CheckLease(lease, nameof(LockOptions.Lease));
        SessionLimits.CheckLabel(lockOptions?.Label, nameof(LockOptions.Label));
        if (maxHold <= TimeSpan.Zero && maxHold != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(LockOptions.MaxHold), maxHold,
                "The longest hold is above zero, or Timeout.InfiniteTimeSpan for ever; the default is 10 minutes.");
        return (new(UniqueId.New(), lease, LockPurpose.Hold, queue, lockOptions?.Label, lockOptions?.IfPresent is true), maxHold);
    }

    private TimeoutException TimedOut(string id, TimeSpan wait)
    {
        var advice = _held.Keys.Any(held => held.Id == id)
            ? "This process holds it itself, and locks are not reentrant: inside your own lock do not ask for it again, write through " +
                "its handle (held.SetAsync, held.UpdateAsync, SessionWriteOptions.Lock). Where other work of this process holds it, " +
                "wait longer."
            : "Wait longer, or find out with GetInfoAsync who holds it.";
        return new($"The lock did not come free within {wait.TotalSeconds:0.###} s. {advice}");
    }
}
