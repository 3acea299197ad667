using System.Diagnostics.Metrics;
using SessionOrleans.Hosting;
using SessionOrleans.Quotas;

namespace SessionOrleans.Telemetry;

/// <summary>
/// What a silo's sessions and locks do, as metrics of the meter <c>SessionOrleans</c>. No tag carries an id, an owner or a label.
/// Thread-safe; costs next to nothing while nobody listens.
/// </summary>
internal sealed class SessionMetrics
{
    /// <summary>The meter's name, and the activity source's.</summary>
    public const string MeterName = SessionTracing.SourceName;

    private readonly Counter<long> _reads;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _givenUpNotices;
    private readonly Counter<long> _conflicts;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _turnedAway;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _grants;
    private readonly Counter<long> _losses;
    private readonly Counter<long> _givenUp;
    private readonly UpDownCounter<int> _waiting;
    private readonly Histogram<double> _waited;
    private readonly Histogram<double> _held;

    public SessionMetrics(IMeterFactory meters, BackendChoice? choice = null)
    {
        var meter = meters.Create(MeterName);
        _reads = meter.CreateCounter<long>("session.reads", "{read}", "Reads of sessions, by whether there was one.");
        _writes = meter.CreateCounter<long>("session.writes", "{write}", "Values written and acknowledged by the storage.");
        _ended = meter.CreateCounter<long>("session.ended", "{session}", "Sessions that ended, by reason: removed, expired, capped.");
        _givenUpNotices = meter.CreateCounter<long>(
            "session.notices.given_up", "{session}", "Ended sessions for which the expiration handlers failed too often.");
        _conflicts =
            meter.CreateCounter<long>("session.storage.conflicts", "{save}", "Saves that found another version stored than expected.");
        _failures =
            meter.CreateCounter<long>("session.storage.failures", "{operation}", "Reads and saves that the storage did not answer.");
        _turnedAway = meter.CreateCounter<long>(
            "session.turned_away", "{call}", "Calls turned away because too many sessions of the silo waited for the storage.");
        _refused = meter.CreateCounter<long>(
            "session.refused",
            "{write}",
            "Writes of MCP callers that a quota refused, by limit; those of a host's own budgets are not here.");
        _grants = meter.CreateCounter<long>("session.lock.grants", "{grant}", "Locks granted.");
        _losses = meter.CreateCounter<long>(
            "session.lock.losses", "{lock}", "Locks that ended without being released, by reason: lapsed, broken, ended.");
        _givenUp =
            meter.CreateCounter<long>("session.lock.given_up", "{attempt}", "Attempts given up while waiting: timed out or cancelled.");
        _waiting = meter.CreateUpDownCounter<int>("session.lock.waiting", "{attempt}", "Attempts in line now.");
        _waited = meter.CreateHistogram<double>("session.lock.wait.duration", "s", "How long granted attempts stood in line.");
        meter.CreateObservableGauge(
            "session.fallback", () =>
                choice is { IsFallback: true } ? 1 : 0, "{silo}", "1 where sessions are in memory although Redis was looked for, else 0.");
        _held = meter.CreateHistogram<double>("session.lock.hold.duration", "s", "How long locks were held.");
    }

    public void Read(bool found) => _reads.Add(1, new KeyValuePair<string, object?>("found", found));

    public void Written() => _writes.Add(1);

    public void Ended(string reason) => _ended.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A session was found to have ended. One that was removed was counted when it was.</summary>
    public void Ended(SessionEndReason reason)
    {
        if (reason is not SessionEndReason.Removed)
            Ended(reason is SessionEndReason.Capped ? "capped" : "expired");
    }

    public void NoticeGivenUp() => _givenUpNotices.Add(1);

    public void Conflicted() => _conflicts.Add(1);

    public void StorageFailed() => _failures.Add(1);

    public void TurnedAway() => _turnedAway.Add(1);

    public void Refused(QuotaLimit limit) => _refused.Add(1, new KeyValuePair<string, object?>("limit", limit switch
    {
        QuotaLimit.Sessions => "sessions",
        QuotaLimit.SessionsOfKind => "sessions_of_kind",
        QuotaLimit.Bytes => "bytes",
        QuotaLimit.Memory => "memory",
        _ => "bytes_per_minute",
    }));

    /// <summary>Counts what a step did to a lock.</summary>
    public void Changed(in LockChange change, Now now)
    {
        if (change.Over is { } over)
            _held.Record((now.Time - over.Since).TotalSeconds);
        if (change.Loss is { } loss)
            LockLost(loss);
        if (change.Granted is null)
            return;
        _grants.Add(1);
        _waited.Record(change.Waiter is { } waiter ? (now.Elapsed - waiter.Since).TotalSeconds : 0);
    }

    public void LockLost(LockLoss loss) => _losses.Add(1, new KeyValuePair<string, object?>("reason", loss switch
    {
        LockLoss.Lapsed => "lapsed",
        LockLoss.Broken => "broken",
        _ => "ended",
    }));

    public void GaveUp() => _givenUp.Add(1);

    public void Waiting(int change)
    {
        if (change != 0)
            _waiting.Add(change);
    }
}
