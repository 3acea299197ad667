using FsCheck;
using FsCheck.Fluent;
using Outcome = SessionOrleans.Sessions.Outcome;

namespace SessionOrleans.Rules;

/// <summary>Any sequence of calls by five callers, with time between them and crashes, against a model that is plain to see.</summary>
public sealed class SessionModelTests
{
    [Theory]
    [InlineData(LockEnforcement.Strict, false)]
    [InlineData(LockEnforcement.Strict, true)]
    [InlineData(LockEnforcement.Advisory, true)]
    public void AnySequence_OfAllCommands_DoesAsTheModel(LockEnforcement enforcement, bool keepsEnded) =>
        Prop.ForAll<(byte Action, byte Caller, byte Seconds, byte Choice)[]>(steps =>
        {
            var run = new Run(enforcement, keepsEnded);
            foreach (var (action, caller, seconds, choice) in steps)
                run.Step(action, caller, seconds, choice);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(150));

    private sealed class Run(LockEnforcement enforcement, bool keepsEnded)
    {
        private readonly Callers _callers = new();
        private readonly SimulatedSession _session = new(keepsEnded);
        private readonly SessionModel _model = new(enforcement);
        private bool _hasCrashed;

        private long Version => _session.Storage.Record.Version;

        public void Step(int action, int number, int seconds, int choice)
        {
            _session.Advance(TimeSpan.FromSeconds(seconds % (choice % 8 == 0 ? 60 : 5)));
            _model.Advance(_session.Now);
            var caller = _callers[number];
            switch (action % 15)
            {
                case 0 or 1:
                    Write(caller, caller.Write(choice));
                    break;
                case 2 or 3:
                    Write(caller, caller.Write(choice, isUnderLock: true));
                    break;
                case 4:
                    Write(caller, caller.LastWrite ?? caller.Write(choice));
                    break;
                case 5:
                    var timeToLive = choice % 2 == 0 ? default(TimeSpan?) : TimeSpan.FromSeconds(choice);
                    Turn(new ExtendCommand(timeToLive), () => _model.Extend(timeToLive));
                    break;
                case 6 when choice % 3 == 0:
                    Turn(new RemoveCommand(keepsEnded), _model.Remove);
                    break;
                case 7:
                    var seen = Turn(new ReadCommand(Known: choice % 2 == 0 ? 0 : _model.Version ?? 0), _model.Read);
                    Assert.Equal(_model.Version, seen.Session?.Version);
                    Assert.Equal(_model.Token is not null || _model.Line.Any(), seen.Contended);
                    break;
                case 8 or 9:
                    Acquire(caller, caller.Attempt with { Queue = choice % 4 != 0 });
                    break;
                case 10:
                    // Where the session ended just now, or the lock came free, a timer's turn comes first.
                    Turn(new HandOnCommand(), () => _model.Look(Version));
                    Assert.Equal(_model.Wait(caller.Attempt), _session.Wait(caller.Attempt).Outcome);
                    break;
                case 11:
                    _session.Abandon(caller.Attempt.Attempt);
                    _model.Abandon(caller.Attempt, Version);
                    caller.BeginAnew();
                    break;
                case 12:
                    Turn(new RenewCommand(caller.Token), () => _model.Renew(caller.Token));
                    break;
                case 13:
                    var token = choice % 8 == 0 ? default(long?) : caller.Token;
                    Turn(new FreeCommand(token), () => _model.Release(token, Version));
                    break;
                case 14 when choice % 4 == 0:
                    _session.Crash();
                    _model.Crash();
                    _hasCrashed = true;
                    break;
                case 14:
                    Turn(new HandOnCommand(), () => _model.Look(Version));
                    break;
            }

            // A write may set a longest lifetime that is over already.
            _model.Advance(_session.Now);
            if (_session.IsLoaded)
                Compare(_session.State);
        }

        private void Compare(in SessionState state)
        {
            Assert.Equal(_model.Token, state.HolderAt(_session.Now)?.FencingToken);
            Assert.Equal(_model.Line, state.Queue.Waiters.Select(waiter => waiter.Request.Attempt));
            Assert.Equal(_model.Version, state.Record.Value is null ? null : state.Record.ValueVersion);
        }

        private void Write(Caller caller, WriteRequest write)
        {
            var reply = Turn(new WriteCommand(write, enforcement), () => _model.Write(write, Version));
            if (reply.Outcome is not Outcome.Done)
                return;
            Assert.Equal(_model.Version, reply.Session!.Version);
            caller.LastVersion = reply.Session.Version;
        }

        private void Acquire(Caller caller, LockRequest attempt)
        {
            long token = 0;
            var reply = Turn(new AcquireCommand(attempt), granted => _model.Acquire(attempt, token = granted.FencingToken));
            if (reply.Outcome is Outcome.Granted)
                caller.Token = token;
            else if (reply.Outcome is Outcome.Ended)
                caller.BeginAnew();
        }

        private void Turn<TCommand>(TCommand command, Action model)
            where TCommand : struct, ISessionCommand
        {
            _session.Turn(command);
            _model.BeginTurn();
            model();
        }

        private Reply Turn<TCommand>(TCommand command, Func<Outcome> model)
            where TCommand : struct, ISessionCommand => Turn(command, _ => model());

        private Reply Turn<TCommand>(TCommand command, Func<Reply, Outcome> model)
            where TCommand : struct, ISessionCommand
        {
            var reply = _session.Turn(command);
            _model.BeginTurn();
            var expected = model(reply);

            // Which lock went with its session is not stored: after a crash its holder may only hear that it holds it no longer.
            if (!_hasCrashed || !(IsLoss(expected) && IsLoss(reply.Outcome)))
                Assert.Equal(expected, reply.Outcome);
            return reply;
        }

        private static bool IsLoss(Outcome outcome) => outcome is Outcome.Ended or Outcome.Gone or Outcome.LockLost;
    }
}
