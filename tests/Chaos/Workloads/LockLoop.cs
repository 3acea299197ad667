using SessionOrleans.Harness.Outside;
using StackExchange.Redis;

namespace SessionOrleans.Chaos.Workloads;

/// <summary>
/// Takes a lock, reads a set outside, adds an element to what was read, writes it back with the token, writes the session under the lock,
/// lets go. It never looks whether its lock is lost, as one does not who was stopped after the last look.
/// </summary>
internal sealed class LockLoop(string id, LoopContext context) : SessionLoop(id, context)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly OutsideSet _outside = context.Outside(id);

    protected override async Task StepAsync(CancellationToken cancellationToken)
    {
        await ReadAsync();
        ISessionLock? taken = null;
        var grant = await Recorder.DoAsync(new() { Kind = OperationKind.Grant, Id = Id, Lease = Lease }, async asked =>
        {
            taken = await Store.LockAsync(Id, Wait, new() { Lease = Lease, Label = Recorder.Process }, cancellationToken);
            var session = taken.Value<string>();
            return asked with
            {
                Token = taken.FencingToken, Since = MonotonicClock.Of(taken.HeldSince), Value = session?.Value,
                Version = session?.Version ?? 0,
            };
        });
        if (taken is not { } held)
            return;
        var lost = new LostTime(held.Lost);
        var isReleased = false;
        try
        {
            isReleased = await WorkAsync(held, grant, lost, cancellationToken);
        }
        catch (Exception trouble) when (trouble is RedisException or RedisTimeoutException or OperationCanceledException)
        {
            // The resource outside was away.
        }

        if (!isReleased)
            await Recorder.DoAsync(Releasing(held, grant, lost), async release =>
            {
                await held.DisposeAsync();
                return release;
            });
    }

    /// <summary>Whether the lock was given back with the write.</summary>
    private async Task<bool> WorkAsync(ISessionLock held, Operation grant, LostTime lost, CancellationToken cancellationToken)
    {
        var element = Recorder.NewValue();
        if (await _outside.ReadAsync(held.FencingToken, Recorder.Process) is not { } set)
            return false;

        // What is done under a lock takes some time, and now and then longer than its lease.
        using (var work = new PeriodicTimer(Chance(0.1) ? Lease * 1.2 : Between(0.02, 0.2)))
            await work.WaitForNextTickAsync(cancellationToken);
        if (!await _outside.WriteAsync(held.FencingToken, Recorder.Process, element, set + element + ","))
            return false;

        var release = Context.Fenced && Chance(0.5) ? Recorder.Begin(Releasing(held, grant, lost)) : null;
        var written = await Recorder.DoAsync(
            new() { Kind = OperationKind.FencedWrite, Id = Id, Value = element, Token = held.FencingToken },
            async write => write with { Version = await SetAsync(held, element, andRelease: release is not null) });
        if (release is not null)
            Recorder.End(release with { Outcome = written.Outcome });
        return release is not null && written.IsDone;
    }

    private Task<long> SetAsync(ISessionLock held, string element, bool andRelease) =>
        !Context.Fenced ? Store.SetAsync(Id, element) : andRelease ? held.SetAndReleaseAsync(element) : held.SetAsync(element);

    private Operation Releasing(ISessionLock held, Operation grant, LostTime lost)
    {
        var now = MonotonicClock.Now;
        TimeSpan? believed = held.Lost.IsCancellationRequested ? null : now - Context.Pulse.LongestGapSince(now - (2 * Lease));
        return new() { Kind = OperationKind.Release, Id = Id, Token = grant.Token, BelievedUntil = believed, LostAt = lost.At };
    }
}
