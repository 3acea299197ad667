using SessionOrleans.Hosting;

namespace SessionOrleans.Quotas;

/// <summary>
/// Writes that were let through and may not be stored yet: those of the last 2.5 s, after which a save has landed or never will, and up to
/// as many before. Not thread-safe.
/// </summary>
internal sealed class WritesUnderWay
{
    private static readonly TimeSpan Decided = CallTimings.SaveGiveUp;

    private OwnedSessions _before = new();
    private OwnedSessions _since = new();
    private TimeSpan _begun;

    public void Add(QuotaRequest request, TimeSpan now)
    {
        GoOn(now);
        _since.Add(request);
    }

    /// <summary>All of them, as if they were stored.</summary>
    public OwnedSessions Sum(TimeSpan now)
    {
        GoOn(now);
        return OwnedSessions.Sum(_before, _since);
    }

    private void GoOn(TimeSpan now)
    {
        var passed = now - _begun;
        if (passed < Decided)
            return;
        (_before, _since) = (passed < 2 * Decided ? _since : new(), new());
        _begun = now;
    }
}
