using SessionOrleans.Hosting;

namespace SessionOrleans.Sessions;

/// <summary>
/// Sends writes so that each is applied once or not at all: a write has an id that its session recognises, and a write in doubt is asked
/// after or, where its condition makes that safe, repeated. Plain writes stand in line behind updates. Thread-safe.
/// </summary>
internal sealed class SessionWriter(GrainCalls calls, LockClient locks, ValueCodec values, SessionStoreOptions options)
{
    /// <summary>The limits of a write, but for its value and its id, which is checked where it comes in.</summary>
    public static void Check(string id, SessionWriteOptions? write)
    {
        if (write?.TimeToLive is { } timeToLive)
            SessionLimits.CheckTimeToLive(timeToLive, nameof(SessionWriteOptions.TimeToLive));
        if (write?.MaxLifetime is { } maxLifetime)
            SessionLimits.CheckTimeToLive(maxLifetime, nameof(SessionWriteOptions.MaxLifetime));
        if (write?.Owner is { } owner)
            SessionLimits.CheckOwner(owner, nameof(SessionWriteOptions.Owner));
        if (write?.Lock is { } held && held.SessionId != id)
            throw new ArgumentException("SessionWriteOptions.Lock is the lock of another session. Pass the lock of the session that " +
                "is written.", nameof(SessionWriteOptions.Lock));
    }

    /// <summary>A write of <paramref name="value"/>, checked against every limit but that of its id.</summary>
    public WriteRequest Prepare<T>(string id, T value, SessionWriteOptions? write, WriteCondition condition = default) =>
        PrepareEncoded(id, values.Encode(id, value, write?.Limits), write, condition);

    /// <summary>A write of bytes that are within the limit and that nobody mutates.</summary>
    /// <exception cref="SessionQuotaException">The caller has written as much as it may for now.</exception>
    public WriteRequest PrepareEncoded(string id, byte[] value, SessionWriteOptions? write, WriteCondition condition = default)
    {
        Check(id, write);
        write?.Limits?.Budget.Spend(value.Length);
        return new()
        {
            Value = value,
            WriteId = UniqueId.New(),
            Lifetime = new(options.DefaultTimeToLive, options.Sliding, write?.TimeToLive, write?.Sliding, write?.MaxLifetime),
            Owner = write?.Owner,
            Condition = condition.Kind,
            ConditionVersion = condition.Version,
            FencingToken = write?.Lock?.FencingToken ?? 0,
            Quota = write?.Limits?.Quota,
        };
    }

    /// <summary>Writes, standing in line where updates are in the way. Answers done or condition failed; all else is thrown.</summary>
    public async Task<Reply> WriteAsync(string id, WriteRequest request, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(id, request, cancellationToken);
        if (reply.Outcome is Outcome.MustQueue)
            reply = await WriteInTurnAsync(id, request, cancellationToken);
        return reply.Outcome is Outcome.Done or Outcome.ConditionFailed ? reply : throw StoreErrors.Of(reply);
    }

    /// <summary>
    /// Sends one write and sees it through: again where it surely was not carried out, and where it may have been, asking after it by its
    /// id. Refusals are answers.
    /// </summary>
    /// <exception cref="SessionOutcomeUnknownException">It stayed in doubt.</exception>
    public async Task<Reply> SendAsync(string id, WriteRequest request, CancellationToken cancellationToken)
    {
        var operation = request.FencingToken == 0 ? Operation.Write : Operation.WriteUnderLock;
        using var span = SessionTracing.Call(operation.Name!, id);
        SessionTracing.KeepToOurselves();
        var place = await calls.Gate.EnterAsync(operation, cancellationToken) ?? throw StoreErrors.TooManyUnderWay();
        var (doubt, patience) = (false, CallTimings.Patience);
        var clock = RetryClock.Start();
        RetryClock? missing = null;
        while (true)
        {
            Exception? trouble = null;
            Reply? reply = null;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                var limit = doubt ? clock.LeftOf(CallTimings.AskAfter) : Timeout.InfiniteTimeSpan;
                reply = await GrainCalls.Within(calls.Session(id).Write(request), limit, cancellationToken);
            }
            catch (Exception failure) when (!span.RecordException(failure) && GrainCalls.IsTrouble(failure, cancellationToken))
            {
                trouble = failure;
            }
            finally
            {
                if (place is not null)
                    calls.Gate.Leave(place);
                place = null;
            }

            // The question may have overtaken the write: not found is not yet decided for a moment.
            if (doubt && reply?.Outcome is Outcome.ConditionFailed && !(missing ??= RetryClock.Start()).IsOver(CallTimings.Place))
            {
                await RetryClock.PauseAsync(cancellationToken);
                continue;
            }

            if (reply is { Outcome: not (Outcome.Unavailable or Outcome.Unknown) })
            {
                span.Complete();
                return doubt && reply.Outcome is not Outcome.Done ? throw StoreErrors.OutcomeUnknown() : reply;
            }

            request = AfterTrouble(request, reply, trouble, ref doubt);

            // A storage that fails is told like any trouble. Silence is waited out, and what a silo says that has just come back.
            if (doubt && reply is null)
                patience = CallTimings.AskAfter;
            if (clock.IsOver(patience))
                throw doubt ? StoreErrors.OutcomeUnknown(trouble) : StoreErrors.GaveUp(trouble, reply?.Reason);
            await RetryClock.PauseAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The request to send next. Without a condition or a token, repeating it could write over somebody who wrote meanwhile; asking after
    /// it cannot. Once in doubt, always in doubt: that a later asking was turned away, or reached nobody, says nothing of the write.
    /// </summary>
    private static WriteRequest AfterTrouble(WriteRequest request, Reply? reply, Exception? trouble, ref bool doubt)
    {
        var kind = trouble is null ? CallTrouble.None : CallTroubles.Of(trouble);
        if (kind is CallTrouble.TurnedAway && !doubt)
            throw StoreErrors.TurnedAway(trouble!);
        doubt |= kind is CallTrouble.InDoubt || reply?.Outcome is Outcome.Unknown;
        return doubt && request is { FencingToken: 0, Condition: ConditionKind.None or ConditionKind.IfPresent }
            ? request with { Condition = ConditionKind.Never }
            : request;
    }

    private async Task<Reply> WriteInTurnAsync(string id, WriteRequest request, CancellationToken cancellationToken)
    {
        var turn = await locks.TakeAsync(id, options.LockLease, cancellationToken);
        Reply? reply = null;
        try
        {
            reply = await SendAsync(id, request with { FencingToken = turn.FencingToken, Release = true }, cancellationToken);
        }
        finally
        {
            if (reply?.Outcome is not Outcome.Done)
                await locks.ReleaseAsync(id, turn.FencingToken);
        }

        return reply.Outcome is Outcome.LockLost ? throw StoreErrors.Locked(options.LockLease) : reply;
    }
}
