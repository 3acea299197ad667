namespace SessionOrleans.Quotas;

/// <summary>What one owner has: sessions, of which kinds, and bytes. Not thread-safe.</summary>
internal sealed class OwnedSessions
{
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal);

    public int Sessions => _kinds.Values.Sum();

    public long Bytes { get; private set; }

    public int OfKind(string kind) => _kinds.GetValueOrDefault(kind);

    public void Add(string kind, long bytes)
    {
        _kinds[kind] = OfKind(kind) + 1;
        Bytes += bytes;
    }

    /// <summary>A write that was let through.</summary>
    public void Add(QuotaRequest request)
    {
        if (request.IsNew)
            Add(request.Kind, request.Bytes);
        else
            Bytes += request.Bytes;
    }

    /// <summary>One of them ended. It may not have been counted: nothing falls below zero.</summary>
    public void Remove(string kind, long bytes)
    {
        if (OfKind(kind) is not (> 0 and var ofKind))
            return;
        _kinds[kind] = ofKind - 1;
        Bytes = Math.Max(0, Bytes - bytes);
    }

    public static OwnedSessions Sum(OwnedSessions one, OwnedSessions other)
    {
        var sum = new OwnedSessions { Bytes = one.Bytes + other.Bytes };
        foreach (var kind in one._kinds.Keys.Union(other._kinds.Keys, StringComparer.Ordinal))
            sum._kinds[kind] = one.OfKind(kind) + other.OfKind(kind);
        return sum;
    }

    /// <summary>
    /// What is believed, brought between what was found stored and that with what may still be on its way there: what is counted twice or
    /// not at all in the one is not in the other.
    /// </summary>
    public static OwnedSessions Between(OwnedSessions believed, OwnedSessions found, OwnedSessions underWay)
    {
        var owned = new OwnedSessions { Bytes = Math.Clamp(believed.Bytes, found.Bytes, found.Bytes + underWay.Bytes) };
        foreach (var kind in found._kinds.Keys.Union(underWay._kinds.Keys, StringComparer.Ordinal))
        {
            var least = found.OfKind(kind);
            owned._kinds[kind] = Math.Clamp(believed.OfKind(kind), least, least + underWay.OfKind(kind));
        }

        return owned;
    }

    /// <summary>The limit that keeps the owner from having that much more; null: none.</summary>
    public QuotaBreach? BreachBy(QuotaRequest request, bool isAnonymous)
    {
        var quota = request.Quota;
        if (request.IsNew && OfKind(request.Kind) >= quota.MaxSessionsOfKind)
            return new(QuotaLimit.SessionsOfKind, isAnonymous, quota.MaxSessionsOfKind);
        if (request.IsNew && Sessions >= quota.MaxSessions)
            return new(QuotaLimit.Sessions, isAnonymous, quota.MaxSessions);
        return Bytes + request.Bytes > quota.MaxBytes ? new(QuotaLimit.Bytes, isAnonymous, quota.MaxBytes) : null;
    }
}
