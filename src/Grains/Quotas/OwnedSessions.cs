namespace SessionOrleans.Quotas;

/// <summary>What one owner has, as far as it is known. Not thread-safe.</summary>
internal sealed class OwnedSessions
{
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private int _sessions;
    private long _bytes;

    public void Add(string kind, long bytes)
    {
        _sessions++;
        _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        _bytes += bytes;
    }

    public void Grow(long bytes) => _bytes += bytes;

    /// <summary>One of them ended. It may not have been counted: nothing falls below zero.</summary>
    public void Remove(string kind, long bytes)
    {
        if (_kinds.GetValueOrDefault(kind) is not (> 0 and var ofKind))
            return;
        _kinds[kind] = ofKind - 1;
        _sessions--;
        _bytes = Math.Max(0, _bytes - bytes);
    }

    /// <summary>The limit that keeps the owner from having that much more; null: none.</summary>
    public QuotaBreach? BreachBy(QuotaRequest request, bool isAnonymous)
    {
        var quota = request.Quota;
        if (request.IsNew && _kinds.GetValueOrDefault(request.Kind) >= quota.MaxSessionsOfKind)
            return new(QuotaLimit.SessionsOfKind, isAnonymous, quota.MaxSessionsOfKind);
        if (request.IsNew && _sessions >= quota.MaxSessions)
            return new(QuotaLimit.Sessions, isAnonymous, quota.MaxSessions);
        return _bytes + request.Bytes > quota.MaxBytes ? new(QuotaLimit.Bytes, isAnonymous, quota.MaxBytes) : null;
    }
}
