using Orleans.Runtime;
using SessionOrleans.Quotas;

namespace SessionOrleans.Sessions;

/// <summary>What bounds the writes of callers whom nobody trusts.</summary>
internal sealed partial class SessionGrain
{
    private TokenBucket _written;

    /// <summary>A write of a caller: counted before it is saved, where it will be.</summary>
    private async ValueTask<Reply> WithinQuotaAsync(WriteCommand command, WriteQuota quota)
    {
        var isAdmitted = false;
        if ((_wasAsked || !command.PresumesNew) && await LoadAsync(ref isAdmitted) is { } failure)
            return Refuse(command, failure);
        var now = Observe();
        return command.Decide(_state, now).Next is { } next && await RefusalAsync(command, next, quota, now) is { } refusal
            ? refusal
            : await TurnAsync(command);
    }

    private async ValueTask<Reply?> RefusalAsync(WriteCommand command, SessionRecord next, WriteQuota quota, Now now)
    {
        var isNew = !_state.Record.IsLive;
        var owner = isNew ? command.Request.Owner : _state.Record.Owner;
        if (_written.Take(command.Request.Value.Length, quota.BytesPerMinute, now.Elapsed) is { } wait)
        {
            var breach = new QuotaBreach(QuotaLimit.BytesPerMinuteOfSession, owner == CallersSessions.Anonymous, quota.BytesPerMinute);
            metrics.Refused(breach.Limit);
            return new(Outcome.OverQuota, RetryAfter: wait, Breach: breach);
        }

        var growth = OwnedSize.Of(next.Value!.Length) - (isNew ? 0 : OwnedSize.Of(_state.Record.Value!.Length));
        if (growth <= 0 || CallersSessions.KindOf(Id, owner) is not { } kind)
            return null;
        try
        {
            var reply = await GrainFactory.GetGrain<IQuotaGrain>(owner!).Take(new(kind, isNew, growth, quota));
            return reply.Outcome is Outcome.Done ? null : Refuse(command, reply);
        }
        catch (Exception trouble) when (trouble is TimeoutException or (OrleansException and not LimitExceededException))
        {
            // It could not be asked: nothing was written.
            return Refuse(command, Reply.Unavailable);
        }
    }

    /// <summary>A session was removed: its owner has one less.</summary>
    private void Ended(SessionRecord record)
    {
        metrics.Ended("removed");
        if (CallersSessions.KindOf(Id, record.Owner) is { } kind)
            GrainFactory.GetGrain<IQuotaGrain>(record.Owner!).Ended(kind, OwnedSize.Of(record.Value!.Length)).Ignore();
    }
}
