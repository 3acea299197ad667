using SessionOrleans.Hosting;
using SessionOrleans.Membership;
using SessionOrleans.Shutdown;

namespace SessionOrleans.Sessions;

/// <summary>
/// One session. Each call is a turn: look at what is stored, decide by the command's rule, save once, answer. What is in memory
/// changes only after its save was acknowledged; after one in doubt everything is read again first.
/// </summary>
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class SessionGrain(
    ObservedSessionStorage storage, IStorageClocks clocks, IMembershipLease lease, SessionStoreOptions options, SessionMetrics metrics,
    LocalSessions local, ParkedCalls parking, ILogger<SessionGrain> logger) : Grain, ISessionGrain
{
    /// <summary>How often a turn decides anew because others wrote meanwhile.</summary>
    private const int MaxAttempts = 3;

    private SessionState _state = SessionState.Unread;
    private bool _isLoaded;
    private bool _wasAsked;
    private WriteRequest? _refused;
    private IGrainTimer? _wake;
    private int _waitingReported;
    private StorageClock? _clock;

    private string Id => this.GetPrimaryKeyString();
    private StorageClock Clock => _clock ??= clocks.ClockOf(Id);
    private bool IsLoaded => _isLoaded && lease.IsCertain && Clock.IsCertain;

    public ValueTask<Reply> Read() => ReadNewer(known: 0);

    public ValueTask<Reply> ReadNewer(long known) => TurnAsync(new ReadCommand(known));

    public ValueTask<Reply> Write(WriteRequest request)
    {
        RequestLimits.Check(request, options);

        // Who asks after a write that was refused here, and so surely was not carried out, wants it carried out.
        if (request.Condition is ConditionKind.Never && request.WriteId == _refused?.WriteId)
            request = _refused;
        var command = new WriteCommand(request, options.LockEnforcement);
        return request.Quota is null ? TurnAsync(command) : WithinQuotaAsync(command, request.Quota);
    }

    public ValueTask<Reply> Extend(TimeSpan? timeToLive)
    {
        if (timeToLive is { } asked)
            SessionLimits.CheckTimeToLive(asked, nameof(timeToLive));
        return TurnAsync(new ExtendCommand(timeToLive));
    }

    public async ValueTask<Reply> Remove()
    {
        var reply = await TurnAsync(new RemoveCommand(storage.KeepsEnded));
        if (reply.Outcome is not Outcome.Unreadable)
            return reply;
        return await storage.DiscardAsync(Id, above: _state.Record.Version) ? Reply.Done : Reply.Unavailable;
    }

    public async ValueTask<InspectReply> Inspect()
    {
        var isAdmitted = false;
        if (await LoadAsync(ref isAdmitted) is { } refusal)
            return new(refusal.Outcome, Reason: refusal.Reason);
        var now = Observe();
        return _state.ToDetails(Id, now) is { } details ? new(Outcome.Done, details) : new(Outcome.Absent, Lock: _state.ToLockDetails(now));
    }

    public ValueTask<Reply> Acquire(LockRequest request)
    {
        SessionLimits.CheckId(Id);
        RequestLimits.Check(request);
        return TurnAsync(new AcquireCommand(request));
    }

    /// <summary>Runs beside other turns, and so is none: see <see cref="WaitRule"/>.</summary>
    public async ValueTask<Reply> Wait(LockRequest request)
    {
        SessionLimits.CheckId(Id);
        RequestLimits.Check(request);
        var decision = WaitRule.Decide(request, _state, IsLoaded, Clock.Read());
        if (decision.Queue is { } queue)
            Become(_state with { Queue = queue });
        if (decision.Answer is { } answer)
            return answer;
        try
        {
            return await _state.Queue.Find(request.Attempt)!.Answer.WaitAsync(CallTimings.Park, parking.Over);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            return Reply.Pending;
        }
    }

    public async ValueTask Abandon(Guid attempt)
    {
        SessionLimits.CheckId(Id);
        if (_state.Queue.Find(attempt) is not null)
            metrics.GaveUp();
        Become(_state with { Queue = _state.Queue.Without(attempt) });
        await TurnAsync(new FreeCommand(Attempt: attempt));
    }

    public ValueTask<Reply> Renew(long token) => TurnAsync(new RenewCommand(token));

    public ValueTask<Reply> Release(long token) => TurnAsync(new FreeCommand(token));

    public async ValueTask<Reply> Break(string reason)
    {
        SessionLimits.CheckReason(reason);
        var reply = await TurnAsync(new FreeCommand());
        if (reply.Outcome is Outcome.Done)
        {
            metrics.LockLost(LockLoss.Broken);
            LogBroken(IdHash.Of(Id), reason);
        }

        return reply;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Waiting(-_waitingReported);
        Doubt();
        return Task.CompletedTask;
    }

    /// <summary>The one way from a command to its answer.</summary>
    private async ValueTask<Reply> TurnAsync<TCommand>(TCommand command)
        where TCommand : struct, ISessionCommand
    {
        var isAdmitted = !TCommand.MayBeTurnedAway;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (!MayPresumeNew(command) && await LoadAsync(ref isAdmitted) is { } refusal)
                return Refuse(command, refusal);
            var decision = command.Decide(_state, Observe());
            if (decision.Queue is { } queue && !ReferenceEquals(queue, _state.Queue))
                Become(_state with { Queue = queue });
            if (decision.Next is not { } next)
                return Answer(command, decision.Answer!);

            storage.Admit(ref isAdmitted);
            var save = _state.ToSave(Id, next);
            var (outcome, saved, reason) = await storage.SaveAsync(Id, save);
            if (outcome is SaveOutcome.Saved)
                return Answer(command, decision.AnswerOnceSaved(_state, Commit(save, saved!, decision.IsGrant)));
            if (outcome is SaveOutcome.NothingSaved)
                return command.AnswerUnsaved(_state, Observe()) ?? Refuse(command, Reply.UnavailableBecause(reason));
            Doubt();

            // A save in doubt is decided by now. Where what is stored is what was there before it, it was not carried out: decide again.
            if (outcome is SaveOutcome.Unknown
                && (await LoadAsync(ref isAdmitted) is not null || _state.Record.Version != save.ExpectedVersion))
                return TCommand.InDoubt;
        }

        return Reply.Unavailable;
    }

    /// <summary>Nothing was done. The caller may not hear of it, and ask after its write.</summary>
    private Reply Refuse<TCommand>(in TCommand command, Reply refusal)
        where TCommand : struct, ISessionCommand
    {
        if (command is WriteCommand { Request: { Condition: not ConditionKind.Never } request })
            _refused = request;
        return refusal;
    }

    private Reply Answer<TCommand>(in TCommand command, Reply answer)
        where TCommand : struct, ISessionCommand
    {
        if (command is ReadCommand)
            metrics.Read(found: answer.Session is not null);
        Show();
        return answer;
    }

    private bool MayPresumeNew<TCommand>(in TCommand command)
        where TCommand : struct, ISessionCommand
    {
        if (_wasAsked || !command.PresumesNew || !Clock.IsCertain)
            return false;
        SessionLimits.CheckId(Id);
        return _wasAsked = true;
    }

    /// <summary>Sees to it that the record in memory is the one that is stored; else what there is to answer.</summary>
    private ValueTask<Reply?> LoadAsync(ref bool isAdmitted)
    {
        if (IsLoaded)
            return default;
        SessionLimits.CheckId(Id);
        storage.Admit(ref isAdmitted);
        _wasAsked = true;
        return ReadStoredAsync();
    }

    private async ValueTask<Reply?> ReadStoredAsync()
    {
        var (read, reason) = await storage.ReadAsync(Id);
        if (read is null or { IsUnreadable: true })
            return read is null ? Reply.UnavailableBecause(reason) : Reply.Unreadable;
        var now = Clock.Read();
        if (_state.IsNewerThan(read, now))
        {
            // The call is refused; the next activation takes what there is.
            Doubt();
            LogOlderThanSeen(IdHash.Of(Id));
            DeactivateOnIdle();
            return Reply.Unavailable;
        }

        _isLoaded = true;
        Become(_state.Read(read, now));
        return null;
    }

    /// <summary>Takes note of what happened by itself, until now.</summary>
    private Now Observe()
    {
        var now = Clock.Read();
        if (_state.IsOutdated(now))
        {
            Become(_state.At(now, storage.KeepsEnded, out var change));
            Tell(change, now);
        }

        return now;
    }

    /// <summary>A save was acknowledged: it becomes the state, and whom it concerns is told.</summary>
    private Now Commit(in SessionSave save, SessionRecord saved, bool isGrant)
    {
        var now = Clock.Read();
        if (_state.Record.IsLive && !saved.IsLive)
            Ended(_state.Record);
        _isLoaded = true;
        Become(_state.Saved(save, saved, isGrant, now, out var change));
        Tell(change, now);
        return now;
    }

    private void Tell(in LockChange change, Now now)
    {
        metrics.Changed(change, now);
        change.Waiter?.Tell(_state.ToGrant(now));
        foreach (var waiter in change.SentAway.IsDefault ? [] : change.SentAway)
            waiter.Tell(Reply.Ended);
    }

    private void Become(in SessionState state)
    {
        var before = _state.Record;
        _state = state;
        Show();
        TellListeners(before);
        WakeInTime();
    }

    /// <summary>Whatever is in memory may not be what is stored: it is read again before anything else.</summary>
    private void Doubt()
    {
        _isLoaded = false;
        Show();
    }

    /// <summary>While anybody waits, a timer looks again in time; and not at once again where the storage is away.</summary>
    private void WakeInTime(bool isAway = false)
    {
        var waiting = _state.Queue.Waiters.Length;
        metrics.Waiting(waiting - _waitingReported);
        _waitingReported = waiting;
        if (waiting == 0)
        {
            _wake?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var (due, least) = (_state.LookAgainIn(Clock.Read()), isAway || !_isLoaded ? CallTimings.Park : TimeSpan.FromMilliseconds(1));
        due = due < least ? least : due;
        _wake ??= this.RegisterGrainTimer(HandOnAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        _wake.Change(due, Timeout.InfiniteTimeSpan);
    }

    private async Task HandOnAsync() => WakeInTime(isAway: (await TurnAsync(new HandOnCommand())).Outcome is Outcome.Unavailable);
}
