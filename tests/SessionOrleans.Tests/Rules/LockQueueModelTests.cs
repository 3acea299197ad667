using FsCheck;
using FsCheck.Fluent;
using SessionOrleans.Locking;

namespace SessionOrleans.Rules;

/// <summary>Any sequence of acquire, wait, claim, cancel, renew, release, expire, break and crash, against a model that is plain to see.</summary>
public sealed class LockQueueModelTests
{
    private const int Callers = 5;

    [Fact]
    public void AnySequence_KeepsOrderExclusionAndTokens() =>
        Prop.ForAll<(byte Action, byte Caller, byte Seconds)[]>(steps =>
        {
            var run = new Run();
            foreach (var (action, caller, seconds) in steps)
                run.Step(action % 9, caller % Callers, seconds % 8);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(120));

    /// <summary>The queue as a grain drives it, and what the model expects of it.</summary>
    private sealed class Run
    {
        private static readonly DateTimeOffset Wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private readonly LockRequest[] _attempts = [.. Enumerable.Range(0, Callers).Select(_ => NewAttempt())];
        private readonly List<(Guid Attempt, TimeSpan Heard)> _line = [];
        private LockQueue _queue = new();
        private (LockHolder Holder, TimeSpan Ends)? _held;
        private TimeSpan _now;
        private long _lastToken;

        public void Step(int action, int caller, int seconds)
        {
            _now += TimeSpan.FromSeconds(seconds);
            if (_held is { } old && old.Ends <= _now)
                _held = null;
            var attempt = _attempts[caller];
            switch (action)
            {
                case 0 or 1:
                    Ask(attempt);
                    break;
                case 2:
                    Assert.Equal(_line.Any(one => one.Attempt == attempt.Attempt), _queue.Find(attempt.Attempt, _now) is not null);
                    Hear(attempt.Attempt);
                    break;
                case 3:
                    _queue.Leave(attempt.Attempt);
                    _line.RemoveAll(one => one.Attempt == attempt.Attempt);
                    _attempts[caller] = NewAttempt();
                    break;
                case 4 when _held is { } held:
                    _queue.Renewed(held.Holder.Renew(Wall + _now), _now);
                    _claimedEnd = _now + held.Holder.Lease;
                    _held = (held.Holder.Renew(Wall + _now), _claimedEnd);
                    break;
                case 5 or 6:
                    Free();
                    GrantNext();
                    break;
                case 7:
                    Crash();
                    break;
                case 8:
                    Assert.Equal(_line.Select(one => one.Attempt), _queue.End().Select(waiter => waiter.Request.Attempt));
                    _line.Clear();
                    _held = null;
                    for (var i = 0; i < Callers; i++)
                        _attempts[i] = NewAttempt();
                    break;
            }

            Assert.Equal(_held?.Holder.FencingToken, _queue.HolderAt(_now)?.FencingToken);
            Assert.Equal(_line.Count, _queue.Waiting);
        }

        private void Ask(LockRequest attempt)
        {
            var verdict = _queue.Ask(attempt, _now);
            if (_held?.Holder.Attempt == attempt.Attempt)
            {
                Assert.Equal(LockVerdict.Holds, verdict);
                _queue.Claimed();
                _held = (_held.Value.Holder, ClaimedEnd());
                return;
            }

            SkipTheDead();
            if (_held is null && (_line.Count == 0 || _line[0].Attempt == attempt.Attempt))
            {
                Assert.Equal(LockVerdict.Grant, verdict);
                Grant(attempt);
                return;
            }

            Assert.Equal(LockVerdict.Waits, verdict);
            if (_line.All(one => one.Attempt != attempt.Attempt))
                _line.Add((attempt.Attempt, _now));
            Hear(attempt.Attempt);
            GrantNext();
        }

        private void GrantNext()
        {
            if (_held is not null)
                return;
            var next = _queue.NextInLine(_now);
            SkipTheDead();
            Assert.Equal(_line.Count == 0 ? null : _line[0].Attempt, next?.Attempt);
            if (next is not null)
                Grant(next);
        }

        private void Grant(LockRequest request)
        {
            var waited = _line.RemoveAll(one => one.Attempt == request.Attempt) > 0;
            var holder = LockHolder.Grant(request, Wall + _now) with { FencingToken = ++_lastToken };
            Assert.Equal(waited, _queue.Granted(holder, _now) is not null);
            _claimedEnd = _now + request.Lease;
            _held = (holder, waited ? _now + LockQueue.ClaimWithin : _claimedEnd);
        }

        private TimeSpan _claimedEnd;

        private TimeSpan ClaimedEnd() => _claimedEnd > _held!.Value.Ends ? _claimedEnd : _held.Value.Ends;

        private void Free()
        {
            _queue.Freed();
            _held = null;
        }

        /// <summary>The activation is gone, waiters with it; what was saved of the holder comes back with a second's grace.</summary>
        private void Crash()
        {
            _queue = new();
            _line.Clear();
            if (_held is not { } held)
                return;
            var remaining = held.Holder.Until - (Wall + _now);
            _queue.Restored(held.Holder, remaining, _now);
            _held = (held.Holder, _now + remaining + LockQueue.RestoredGrace);
            _claimedEnd = _held.Value.Ends;
        }

        private void Hear(Guid attempt)
        {
            var at = _line.FindIndex(one => one.Attempt == attempt);
            if (at >= 0)
                _line[at] = (attempt, _now);
        }

        private void SkipTheDead()
        {
            while (_line.Count > 0 && _now - _line[0].Heard >= LockQueue.WaiterSilence)
                _line.RemoveAt(0);
        }

        private static LockRequest NewAttempt() => new(Guid.NewGuid(), TimeSpan.FromSeconds(10), LockPurpose.Hold, Queue: true);
    }
}
