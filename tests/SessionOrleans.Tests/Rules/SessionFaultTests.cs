using FsCheck;
using FsCheck.Fluent;
using Outcome = SessionOrleans.Sessions.Outcome;

namespace SessionOrleans.Rules;

/// <summary>
/// Any sequence of calls over a storage that fails: before the work, after it, without an answer, and because others wrote. What callers
/// may rely on holds all the same.
/// </summary>
public sealed class SessionFaultTests
{
    [Theory]
    [InlineData(LockEnforcement.Strict, false)]
    [InlineData(LockEnforcement.Strict, true)]
    [InlineData(LockEnforcement.Advisory, true)]
    public void AnySequence_OverAStorageThatFails_KeepsWhatIsPromised(LockEnforcement enforcement, bool keepsEnded) =>
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
        private (long Token, Guid Attempt) _lastGrant;

        private SessionRecord Stored => _session.Storage.Record;

        private TimeSpan Now => _session.Now.Elapsed;

        public void Step(int action, int number, int seconds, int choice)
        {
            _session.Advance(TimeSpan.FromSeconds(seconds % (choice % 8 == 0 ? 60 : 5)));
            _session.Storage.Next = (SimulatedStorage.Fate)(action / 15 % 8 is var fate and < 5 ? fate : 0);
            if (Stored.IsOver(_session.Now.Time))
                NobodyHolds();
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
                    _session.Turn(new ExtendCommand(TimeSpan.FromSeconds(1 + choice)));
                    break;
                case 6 when choice % 3 == 0:
                    if (_session.Turn(new RemoveCommand(keepsEnded)).Outcome is not (Outcome.Absent or Outcome.Unavailable))
                        NobodyHolds();
                    break;
                case 7:
                    Read(caller);
                    break;
                case 8 or 9:
                    Acquire(caller);
                    break;
                case 10 when _session.Wait(caller.Attempt) is { Outcome: Outcome.Granted } granted:
                    Assert.Equal((Stored.Holder?.FencingToken, Stored.Holder?.Attempt), (granted.FencingToken, caller.Attempt.Attempt));
                    break;
                case 11:
                    _session.Abandon(caller.Attempt.Attempt);
                    caller.BeginAnew();
                    break;
                case 12:
                    Renew(caller);
                    break;
                case 13 when choice % 8 == 0:
                    if (_session.Turn(new FreeCommand()).Outcome is not Outcome.Gone)
                        NobodyHolds();
                    break;
                case 13:
                    caller.HoldsUntil = null;
                    _session.Turn(new FreeCommand(caller.Token));
                    break;
                case 14 when choice % 4 == 0:
                    _session.Crash();
                    break;
                case 14:
                    _session.Turn(new HandOnCommand());
                    break;
            }
        }

        private bool Believes(Caller caller) => caller.HoldsUntil > Now;

        private void NobodyHolds()
        {
            for (var number = 0; number < 5; number++)
                _callers[number].HoldsUntil = null;
        }

        /// <summary>Never after the deadline, never taken before it, and as it is stored.</summary>
        private void Read(Caller caller)
        {
            var reply = _session.Turn(new ReadCommand(Known: 0));
            var isThere = Stored.IsLive && !Stored.IsOver(_session.Now.Time);
            if (reply.Outcome is Outcome.Done or Outcome.Absent)
                Assert.Equal(isThere, reply.Outcome is Outcome.Done);
            if (reply.Session is not { } session)
                return;
            Assert.Equal((Stored.ValueVersion, Stored.Value, Stored.Deadline), (session.Version, session.Value, session.ExpiresAt));
            caller.LastVersion = session.Version;
        }

        /// <summary>What is acknowledged is stored, once, by the holder where there is one; what is refused is not.</summary>
        private void Write(Caller caller, WriteRequest write)
        {
            var before = Stored;
            var isThere = before.IsLive && !before.IsOver(_session.Now.Time);
            var reply = _session.Turn(new WriteCommand(write, enforcement));
            if (reply.Outcome is Outcome.Done)
            {
                Assert.Equal((write.WriteId, Stored.ValueVersion), (Stored.WriteId, reply.Session!.Version));
                caller.LastVersion = Stored.ValueVersion;
                if (isThere && before.WriteId == write.WriteId)
                    Assert.Equal(before.ValueVersion, Stored.ValueVersion);
                else if (write.FencingToken != 0)
                    Assert.Equal(write.FencingToken, before.Holder?.FencingToken);
                else if (enforcement is LockEnforcement.Strict)
                    Assert.False(Believes(caller) || _callers.Others(caller).Any(Believes));
            }
            else if (reply.Outcome is not Outcome.Unknown)
            {
                Assert.Same(before.Value, Stored.Value);
            }

            if (write.Release && reply.Outcome is Outcome.Done or Outcome.Unknown)
                caller.HoldsUntil = null;
        }

        /// <summary>One holder at a time, and tokens that only grow.</summary>
        private void Acquire(Caller caller)
        {
            var reply = _session.Turn(new AcquireCommand(caller.Attempt));
            if (reply.Outcome is Outcome.Ended)
                caller.BeginAnew();
            if (reply.Outcome is not Outcome.Granted)
                return;
            var attempt = caller.Attempt.Attempt;
            Assert.Equal((Stored.Holder!.FencingToken, Stored.Holder.Attempt), (reply.FencingToken, attempt));
            if (reply.FencingToken == _lastGrant.Token)
                Assert.Equal(attempt, _lastGrant.Attempt);
            Assert.True(reply.FencingToken >= _lastGrant.Token);
            Assert.DoesNotContain(_callers.Others(caller), Believes);
            Assert.InRange(reply.Left, TimeSpan.FromTicks(1), Caller.Lease);
            _lastGrant = (reply.FencingToken, attempt);
            (caller.Token, caller.HoldsUntil) = (reply.FencingToken, Now + reply.Left);
        }

        /// <summary>Nobody loses a lock before its lease is over, but by an operator or with its session.</summary>
        private void Renew(Caller caller)
        {
            var reply = _session.Turn(new RenewCommand(caller.Token));
            if (Believes(caller))
                Assert.True(reply.Outcome is Outcome.Done or Outcome.Unavailable, $"A holder was told {reply.Outcome}.");
            caller.HoldsUntil = reply.Outcome switch
            {
                Outcome.Done => Now + Caller.Lease,
                Outcome.Unavailable => caller.HoldsUntil,
                _ => null,
            };
        }
    }
}
