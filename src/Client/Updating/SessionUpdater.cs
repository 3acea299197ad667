using System.Collections.Concurrent;
using SessionOrleans.Reading;

namespace SessionOrleans.Updating;

/// <summary>
/// Read, apply, write, with no update lost (G8): first by a write conditional on the version that was read; where other clients are in the
/// way, in the lock's queue. Callers of this process that update one session at the same time share saves: each function is applied to what
/// the one before it made, and each gets a version of its own. It never spins and never applies an update twice. Thread-safe.
/// </summary>
internal sealed class SessionUpdater(
    GrainCalls calls,
    ISessionReader reader,
    ReadCache cache,
    LockClient locks,
    SessionWriter writer,
    ValueCodec values,
    SessionStoreOptions options)
{
    private const int MaxTurns = 3;

    private readonly ContentionHints _contended = new(calls.Time);
    private readonly ConcurrentDictionary<string, UpdateQueue> _queues = new(StringComparer.Ordinal);

    public async Task<Session<T>> UpdateAsync<T>(
        string id, Func<T?, T> update, SessionWriteOptions? write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingUpdate<T>(id, update, write, calls.Time.GetTimestamp(), values);
        var queue = new UpdateQueue();
        while (!_queues.TryAdd(id, queue))
        {
            pending.KeepFlow();
            if (_queues.TryGetValue(id, out var ahead) && pending.Answer is var answer && ahead.TryJoin(pending))
                return await AnswerAsync(pending, answer, cancellationToken);
        }

        try
        {
            await SaveAsync(id, queue, new([pending]), PatienceOf(pending), cancellationToken);
            return pending.Session!;
        }
        finally
        {
            GoOn(id, queue);
        }
    }

    /// <summary>
    /// Applies the update under a lock. The condition on the version stays: where locks are advisory, plain writes come between.
    /// </summary>
    public async Task<Session<T>> UpdateLockedAsync<T>(
        string id, SessionSnapshot? from, Func<T?, T> update, SessionWriteOptions? write, long fencingToken,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingUpdate<T>(id, update, write, calls.Time.GetTimestamp(), values);
        await SaveLockedAsync(id, new UpdateQueue { Last = from }, new([pending]), fencingToken, release: false, cancellationToken);
        return pending.Session!;
    }

    private static async Task<Session<T>> AnswerAsync<T>(
        PendingUpdate<T> pending, Task<Session<T>> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            pending.GiveUp();
            throw;
        }
    }

    /// <summary>Sees to those who came meanwhile, or ends the queue.</summary>
    private async void GoOn(string id, UpdateQueue queue)
    {
        while (queue.Head() is { Count: > 0 } head)
        {
            var batch = new UpdateBatch(head);
            IEnumerable<PendingUpdate> failed = [];
            try
            {
                await head[0].RunInFlow(() => SaveAsync(id, queue, batch, PatienceOf(head[0]), CancellationToken.None));
            }
            catch (SessionLockedException locked)
            {
                // Who came later still has time to wait.
                failed = head.Where(update => update == head[0] || PatienceOf(update) <= TimeSpan.Zero).ToList();
                Fail(failed, locked);
            }
            catch (Exception trouble)
            {
                failed = head;
                Fail(failed, trouble);
            }

            queue.Drop([.. batch.Done, .. failed]);
        }

        _queues.TryRemove(new(id, queue));
    }

    private static void Fail(IEnumerable<PendingUpdate> updates, Exception trouble)
    {
        foreach (var update in updates)
            update.Fail(trouble);
    }

    /// <summary>An update waits for its turn as long as a lease.</summary>
    private TimeSpan PatienceOf(PendingUpdate update) => options.LockLease - calls.Time.GetElapsedTime(update.Since);

    private async Task SaveAsync(string id, UpdateQueue queue, UpdateBatch batch, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!_contended.IsLikely(id))
        {
            var contended = false;
            var isCached = queue.Last is null && (queue.Last = cache.Find(id)) is not null;
            if (queue.Last is null)
            {
                var read = await reader.ReadAsync(new(id), cancellationToken);
                if (read.Outcome is not (Outcome.Done or Outcome.Absent))
                    throw StoreErrors.Of(read);
                (queue.Last, contended) = (read.Session, read.Contended);
            }

            var reply = contended ? null : await TryAsync(id, queue, batch, fencingToken: 0, release: false, cancellationToken);
            if (isCached && reply?.Outcome is Outcome.ConditionFailed)
            {
                // The cached one was old, which does not mean that others are in the way.
                queue.Last = reply.Session;
                reply = await TryAsync(id, queue, batch, fencingToken: 0, release: false, cancellationToken);
            }

            if (reply?.Outcome is Outcome.Done)
                return;
            queue.Last = null;
            if (reply?.Outcome is not (null or Outcome.ConditionFailed or Outcome.MustQueue or Outcome.Locked))
                throw StoreErrors.Of(reply);
            _contended.Record(id);
        }

        await SaveInTurnAsync(id, queue, batch, patience, cancellationToken);
    }

    private async Task SaveInTurnAsync(
        string id, UpdateQueue queue, UpdateBatch batch, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var turn = await locks.TakeAsync(id, patience, cancellationToken);
            try
            {
                // The functions were too slow for the turn before: nothing was written, and they run again on a turn that is made sure of.
                if (attempt > 1)
                    await locks.ClaimAsync(id, turn.FencingToken, cancellationToken);
                queue.Last = turn.Session;
                await SaveLockedAsync(id, queue, batch, turn.FencingToken, release: true, cancellationToken);
                if (batch.Count == 0)
                    await locks.ReleaseAsync(id, turn.FencingToken);
                return;
            }
            catch (SessionLockLostException) when (attempt < MaxTurns)
            {
            }
            catch
            {
                await locks.ReleaseAsync(id, turn.FencingToken);
                throw;
            }
        }
    }

    private async Task SaveLockedAsync(
        string id, UpdateQueue queue, UpdateBatch batch, long fencingToken, bool release, CancellationToken cancellationToken)
    {
        while (await TryAsync(id, queue, batch, fencingToken, release, cancellationToken) is { Outcome: not Outcome.Done } reply)
        {
            if (reply.Outcome is not Outcome.ConditionFailed)
                throw StoreErrors.Of(reply);
            queue.Last = reply.Session;
        }
    }

    /// <summary>One conditional write. Done, too, where every function failed by itself and nothing is left to write.</summary>
    private async Task<Reply> TryAsync(
        string id, UpdateQueue queue, UpdateBatch batch, long fencingToken, bool release, CancellationToken cancellationToken)
    {
        if (batch.Apply(queue.Last?.Value) is not { } value)
            return Reply.Done;
        var condition = queue.Last is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(queue.Last.Version);
        var request = writer.PrepareEncoded(id, value, batch.Options, condition) with { Versions = batch.Count };
        if (fencingToken != 0)
            request = request with { FencingToken = fencingToken, Release = release };
        var reply = await writer.SendAsync(id, request, cancellationToken);
        if (reply.Outcome is Outcome.Done)
        {
            queue.Last = reply.Session! with { Value = value };
            cache.Keep(id, queue.Last);
            batch.Saved(queue.Last);
        }

        return reply;
    }
}
