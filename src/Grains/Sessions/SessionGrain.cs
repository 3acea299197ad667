using Microsoft.Extensions.Logging;
using SessionOrleans.Expiry;
using SessionOrleans.Locking;
using SessionOrleans.Membership;
using SessionOrleans.Storage;
using SessionOrleans.Telemetry;

namespace SessionOrleans.Sessions;

/// <summary>
/// One session. Each call is a turn: look at what is stored, decide by the rules, save once, answer. What is in memory
/// changes only after its save was acknowledged; after a failed one everything is read again first.
/// </summary>
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class SessionGrain(
    ISessionStorage storage,
    ISessionIndex index,
    StorageClock clock,
    StorageLoad load,
    ISiloStanding standing,
    SessionStoreOptions options,
    SessionMetrics metrics,
    ExpirationNotices notices,
    SessionsAtHand atHand,
    ParkingTime parking,
    ILogger<SessionGrain> logger) : Grain, ISessionGrain
{
    private static readonly SessionReply Unavailable = new(SessionOutcome.Unavailable);

    private static readonly SessionReply Unknown = new(SessionOutcome.Unknown);

    private string Id => this.GetPrimaryKeyString();

    public ValueTask<SessionReply> Read() => ReadNewer(known: 0);

    public ValueTask<SessionReply> ReadNewer(long known)
    {
        if (!IsLoaded)
            return ReadStored(known);
        var session = Current();
        return IsProlongedByReading(session) ? ReadStored(known) : new(Answer(session, known));
    }

    public async ValueTask<InspectReply> Inspect()
    {
        if (!IsLoaded)
            load.ThrowIfFull();
        if (!await LoadAsync())
            return new(SessionOutcome.Unavailable);
        var session = Current();
        var held = _queue.HolderAt(clock.Elapsed)?.ToDetails(_queue.Waiting);
        var details = session.ToDetails(Id, clock.Now, held);
        return details is null ? new(SessionOutcome.Absent, Lock: held) : new(SessionOutcome.Done, details);
    }

    public async ValueTask<SessionReply> Write(WriteRequest request)
    {
        WriteRules.Check(request, options);
        load.ThrowIfFull();
        SaveOutcome outcome;
        do
        {
            if (!MayPresumeNew(request) && !await LoadAsync())
                return Unavailable;
            var session = Current();
            var holder = _queue.HolderAt(clock.Elapsed);
            if (request.FencingToken != 0 && request.FencingToken == _queue.EndedToken)
                return SessionReply.Ended;
            if (WriteRules.Answer(session, holder, IsContended(holder), request, options.LockEnforcement) is { } answer)
                return answer;
            if (request.FencingToken != 0)
                _queue.Claimed();

            var next = WriteRules.Apply(session, holder, request, clock.Now);
            outcome = await SaveAsync(request.Release ? next with { Holder = NextHolder() } : next);
        }
        while (outcome is SaveOutcome.Conflict);

        return outcome is SaveOutcome.Saved ? new(SessionOutcome.Done, _stored.ToSnapshot(withValue: false)) : Trouble(outcome);
    }

    public async ValueTask<SessionReply> Extend(TimeSpan? timeToLive)
    {
        if (timeToLive is { } asked)
            SessionLimits.CheckTimeToLive(asked, nameof(timeToLive));
        load.ThrowIfFull();
        SaveOutcome outcome;
        do
        {
            if (!await LoadAsync())
                return Unavailable;
            var session = Current();
            if (session.Value is null)
                return SessionReply.Absent;
            outcome = await SaveAsync(session with { Lifetime = session.Lifetime!.Extend(clock.Now, timeToLive) });
        }
        while (outcome is SaveOutcome.Conflict);

        return outcome is SaveOutcome.Saved ? SessionReply.Done : Trouble(outcome);
    }

    public async ValueTask<SessionReply> Remove()
    {
        load.ThrowIfFull();
        SaveOutcome outcome;
        do
        {
            if (!await LoadAsync())
                return Unavailable;
            var session = Current();
            if (session.Value is null)
                return SessionReply.Absent;
            outcome = await SaveAsync(notices.Wanted ? session.Removed(clock.Now) : session.Emptied());
        }
        while (outcome is SaveOutcome.Conflict);

        return outcome is SaveOutcome.Saved ? SessionReply.Done : Trouble(outcome);
    }

    private static SessionReply Trouble(SaveOutcome outcome) => outcome is SaveOutcome.Unknown ? Unknown : Unavailable;

    private async ValueTask<SessionReply> ReadStored(long known)
    {
        load.ThrowIfFull();
        SaveOutcome outcome;
        do
        {
            if (!await LoadAsync())
                return Unavailable;
            var session = Current();
            if (!IsProlongedByReading(session))
                return Answer(session, known);
            outcome = await SaveAsync(session with { Lifetime = session.Lifetime!.Read(clock.Now) });
        }
        while (outcome is SaveOutcome.Conflict);

        return outcome is SaveOutcome.Saved ? Answer(_stored, known) : Trouble(outcome);
    }

    private bool IsProlongedByReading(SessionRecord session) =>
        session.Lifetime is { Sliding: true } lifetime && !ReferenceEquals(lifetime.Read(clock.Now), lifetime);

    /// <summary>The session; without its value where that is <paramref name="known"/>.</summary>
    private SessionReply Answer(SessionRecord session, long known)
    {
        Show();
        var contended = IsContended(_queue.HolderAt(clock.Elapsed));
        metrics.Read(session.Value is not null);
        return session.ToSnapshot(withValue: session.ValueVersion != known) is { } snapshot
            ? new(SessionOutcome.Done, snapshot, contended)
            : contended ? new(SessionOutcome.Absent, Contended: true) : SessionReply.Absent;
    }
}
