using System.Collections.Concurrent;
using SessionOrleans.Calls;
using SessionOrleans.Locking;
using SessionOrleans.Sessions;
using SessionOrleans.Values;

namespace SessionOrleans.Updating;

/// <summary>
/// Read, apply, write, with no update lost (G8): first by a write conditional on the version that was read; where other clients are in the way,
/// in the lock's line. Callers of this process that update one session at the same time share saves: each function is applied to what the one
/// before it made, and each gets a version of its own. It never spins and never applies an update twice. Thread-safe.
/// </summary>
internal sealed class SessionUpdater(GrainCalls calls, LockClient locks, SessionWriter writer, ValueCodec values, SessionStoreOptions options)
{
    private const int MaxTurns = 3;

    private readonly ContentionHints _contended = new(calls.Time);
    private readonly ConcurrentDictionary<string, UpdateLine> _lines = new(StringComparer.Ordinal);

    public async Task<Session<T>> UpdateAsync<T>(string id, Func<T?, T> update, SessionWriteOptions? write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingUpdate<T>(id, update, write, calls.Time.GetTimestamp(), values);
        var line = new UpdateLine();
        while (!_lines.TryAdd(id, line))
        {
            pending.KeepFlow();
            if (_lines.TryGetValue(id, out var ahead) && pending.Answer is var answer && ahead.TryJoin(pending))
                return await AnswerAsync(pending, answer, cancellationToken);
        }

        try
        {
            await SaveAsync(id, line, new([pending]), PatienceOf(pending), cancellationToken);
            return pending.Session!;
        }
        finally
        {
            GoOn(id, line);
        }
    }

    /// <summary>
    /// Applies the update under a lock. The condition on the version stays: where locks are advisory, plain writes come between.
    /// </summary>
    public async Task<Session<T>> UpdateLockedAsync<T>(
        string id, SessionSnapshot? from, Func<T?, T> update, SessionWriteOptions? write, long fencingToken, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingUpdate<T>(id, update, write, calls.Time.GetTimestamp(), values);
        await SaveLockedAsync(id, new UpdateLine { Last = from }, new([pending]), fencingToken, release: false, cancellationToken);
        return pending.Session!;
    }

    private static async Task<Session<T>> AnswerAsync<T>(PendingUpdate<T> pending, Task<Session<T>> answer, CancellationToken cancellationToken)
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

    /// <summary>Sees to those who came meanwhile, or ends the line.</summary>
    private async void GoOn(string id, UpdateLine line)
    {
        while (line.Head() is { Count: > 0 } head)
        {
            var batch = new UpdateBatch(head);
            IEnumerable<PendingUpdate> failed = [];
            try
            {
                await head[0].RunInFlow(() => SaveAsync(id, line, batch, PatienceOf(head[0]), CancellationToken.None));
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

            line.Drop([.. batch.Done, .. failed]);
        }

        _lines.TryRemove(new(id, line));
    }

    private static void Fail(IEnumerable<PendingUpdate> updates, Exception trouble)
    {
        foreach (var update in updates)
            update.Failed(trouble);
    }

    /// <summary>An update waits for its turn as long as a lease.</summary>
    private TimeSpan PatienceOf(PendingUpdate update) => options.LockLease - calls.Time.GetElapsedTime(update.Since);

    private async Task SaveAsync(string id, UpdateLine line, UpdateBatch batch, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!_contended.IsLikely(id))
        {
            var contended = false;
            var isCopy = line.Last is null && (line.Last = calls.Copies.Find(id)) is not null;
            if (line.Last is null)
            {
                var read = await calls.ReadAsync(id, cancellationToken);
                if (read.Outcome is not (Outcome.Done or Outcome.Absent))
                    throw Refusals.Of(read);
                (line.Last, contended) = (read.Session, read.Contended);
            }

            var reply = contended ? null : await TryAsync(id, line, batch, fencingToken: 0, release: false, cancellationToken);
            if (isCopy && reply?.Outcome is Outcome.ConditionFailed)
            {
                // The copy was an old one, which does not mean that others are in the way.
                line.Last = reply.Session;
                reply = await TryAsync(id, line, batch, fencingToken: 0, release: false, cancellationToken);
            }

            if (reply?.Outcome is Outcome.Done)
                return;
            line.Last = null;
            if (reply?.Outcome is not (null or Outcome.ConditionFailed or Outcome.MustQueue or Outcome.Locked))
                throw Refusals.Of(reply);
            _contended.Saw(id);
        }

        await SaveInTurnAsync(id, line, batch, patience, cancellationToken);
    }

    private async Task SaveInTurnAsync(string id, UpdateLine line, UpdateBatch batch, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var turn = await locks.TakeAsync(id, patience, cancellationToken);
            try
            {
                // The functions were too slow for the turn before: nothing was written, and they run again on a turn that is made sure of.
                if (attempt > 1)
                    await locks.ClaimAsync(id, turn.FencingToken, cancellationToken);
                line.Last = turn.Session;
                await SaveLockedAsync(id, line, batch, turn.FencingToken, release: true, cancellationToken);
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

    private async Task SaveLockedAsync(string id, UpdateLine line, UpdateBatch batch, long fencingToken, bool release, CancellationToken cancellationToken)
    {
        while (await TryAsync(id, line, batch, fencingToken, release, cancellationToken) is { Outcome: not Outcome.Done } reply)
        {
            if (reply.Outcome is not Outcome.ConditionFailed)
                throw Refusals.Of(reply);
            line.Last = reply.Session;
        }
    }

    /// <summary>One conditional write. Done, too, where every function failed by itself and nothing is left to write.</summary>
    private async Task<Reply> TryAsync(
        string id, UpdateLine line, UpdateBatch batch, long fencingToken, bool release, CancellationToken cancellationToken)
    {
        if (batch.Apply(line.Last?.Value) is not { } value)
            return Reply.Done;
        var condition = line.Last is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(line.Last.Version);
        var request = writer.PrepareEncoded(id, value, batch.Options, condition) with { Versions = batch.Count };
        if (fencingToken != 0)
            request = request with { FencingToken = fencingToken, Release = release };
        var reply = await writer.SendAsync(id, request, cancellationToken);
        if (reply.Outcome is Outcome.Done)
        {
            line.Last = reply.Session! with { Value = value };
            calls.Copies.Keep(id, line.Last);
            batch.Saved(line.Last);
        }

        return reply;
    }
}
