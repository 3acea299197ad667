namespace SessionOrleans.Rules;

/// <summary>The state machine of a session, driven as its grain does it: the same turns, without a silo.</summary>
internal sealed class SimulatedSession(bool keepsEnded)
{
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private SessionState _state = SessionState.Unread;
    private bool _wasAsked;

    public SimulatedStorage Storage { get; } = new(keepsEnded);

    public Now Now { get; private set; } = new(Epoch, TimeSpan.Zero);

    /// <summary>Whether <see cref="State"/> is what is stored.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>The state as it stands now.</summary>
    public SessionState State => _state.At(Now, keepsEnded, out _);

    public void Advance(TimeSpan time) => Now = new(Now.Time + time, Now.Elapsed + time);

    /// <summary>The activation is gone, and all with it that is not stored.</summary>
    public void Crash() => (_state, IsLoaded, _wasAsked) = (SessionState.Unread, false, false);

    public Reply Turn<TCommand>(TCommand command)
        where TCommand : struct, ISessionCommand
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (_wasAsked || !command.PresumesNew)
                Load();
            _wasAsked = true;
            _state = _state.At(Now, keepsEnded, out _);
            var decision = command.Decide(_state, Now);
            _state = _state with { Queue = decision.Queue ?? _state.Queue };
            if (decision.Next is not { } next)
                return decision.Answer!;

            var save = _state.ToSave("id", next);
            var (outcome, saved, _) = Storage.Save(save, Now);
            if (outcome is SaveOutcome.NothingSaved)
                return Reply.Unavailable;
            IsLoaded = outcome is SaveOutcome.Saved;
            if (outcome is SaveOutcome.Unknown)
            {
                Load();
                if (_state.Record.Version != save.ExpectedVersion)
                    return TCommand.InDoubt;
            }

            if (outcome is SaveOutcome.Saved)
            {
                _state = _state.Saved(save, saved!, decision.IsGrant, Now, out _);
                return decision.AnswerOnceSaved(_state, Now);
            }
        }

        return Reply.Unavailable;
    }

    /// <summary>The answer to a parked call; pending where it goes on waiting.</summary>
    public Reply Wait(LockRequest request)
    {
        var decision = WaitRule.Decide(request, _state, IsLoaded, Now);
        _state = _state with { Queue = decision.Queue ?? _state.Queue };
        return decision.Answer ?? Reply.Pending;
    }

    public void Abandon(Guid attempt)
    {
        _state = _state with { Queue = _state.Queue.Without(attempt) };
        Turn(new FreeCommand(Attempt: attempt));
    }

    private void Load()
    {
        if (!IsLoaded)
            _state = _state.Read(Storage.Record, Now);
        IsLoaded = true;
    }
}
