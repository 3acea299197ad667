using SessionOrleans.Calls;
using SessionOrleans.Locking;
using SessionOrleans.Values;

namespace SessionOrleans.Sessions;

/// <summary>
/// Read, apply, write, with no update lost (G8): first by a write conditional on the version that was read; where others are in the way, in
/// the lock's line. It never spins and never applies an update twice. Thread-safe.
/// </summary>
internal sealed class SessionUpdater(GrainCalls calls, LockTurns turns, SessionWriter writer, ValueCodec values)
{
    private const int MaxTurns = 3;

    private readonly ContentionHints _contended = new(calls.Time);

    public async Task<Session<T>> UpdateAsync<T>(string id, Func<T?, T> update, SessionWriteOptions? write, CancellationToken cancellationToken)
    {
        if (_contended.IsLikely(id))
            return await UpdateInTurnAsync(id, update, write, cancellationToken);

        var read = await calls.RepeatAsync(id, 0, static (grain, _) => grain.Read(), cancellationToken);
        if (read.Outcome is not (SessionOutcome.Done or SessionOutcome.Absent))
            throw Refusals.Of(read);
        if (!read.Contended)
        {
            var (reply, session) = await ApplyAsync(id, read.Session, update, write, fencingToken: 0, release: false, cancellationToken);
            if (session is not null)
                return session;
            if (reply.Outcome is not (SessionOutcome.ConditionFailed or SessionOutcome.MustQueue or SessionOutcome.Locked))
                throw Refusals.Of(reply);
        }

        _contended.Saw(id);
        return await UpdateInTurnAsync(id, update, write, cancellationToken);
    }

    /// <summary>
    /// Applies the update under a lock. The condition on the version stays: where locks are advisory, plain writes come between.
    /// </summary>
    public async Task<Session<T>> UpdateLockedAsync<T>(
        string id, SessionSnapshot? from, Func<T?, T> update, SessionWriteOptions? write, long fencingToken, bool release, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (reply, session) = await ApplyAsync(id, from, update, write, fencingToken, release, cancellationToken);
            if (session is not null)
                return session;
            if (reply.Outcome is not SessionOutcome.ConditionFailed)
                throw Refusals.Of(reply);
            from = reply.Session;
        }
    }

    private async Task<Session<T>> UpdateInTurnAsync<T>(string id, Func<T?, T> update, SessionWriteOptions? write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var turn = await turns.TakeAsync(id, cancellationToken);
            try
            {
                // The function was too slow for the turn before: nothing was written, and it runs again on a turn that is made sure of.
                if (attempt > 1)
                    await turns.ClaimAsync(id, turn.FencingToken, cancellationToken);
                return await UpdateLockedAsync(id, turn.Session, update, write, turn.FencingToken, release: true, cancellationToken);
            }
            catch (SessionLockLostException) when (attempt < MaxTurns)
            {
            }
            catch
            {
                await turns.ReturnAsync(id, turn.FencingToken);
                throw;
            }
        }
    }

    private async Task<(SessionReply Reply, Session<T>? Session)> ApplyAsync<T>(
        string id, SessionSnapshot? from, Func<T?, T> update, SessionWriteOptions? write, long fencingToken, bool release, CancellationToken cancellationToken)
    {
        var value = update(from is null ? default : values.Decode<T>(from.Value!));
        var condition = from is null ? WriteCondition.IfAbsent : WriteCondition.IfVersion(from.Version);
        var request = writer.Prepare(id, value, write, condition);
        if (fencingToken != 0)
            request = request with { FencingToken = fencingToken, Release = release };
        var reply = await writer.SendAsync(id, request, cancellationToken);
        return (reply, reply.Outcome is SessionOutcome.Done ? values.Decode<T>(id, reply.Session! with { Value = request.Value }) : null);
    }
}
