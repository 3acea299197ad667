using SessionOrleans.Sessions;

namespace SessionOrleans.Updating;

/// <summary>An update on its way: applied to bytes, as often as it takes, and answered once it is saved. For one runner at a time.</summary>
internal abstract class PendingUpdate(SessionWriteOptions? options, long since)
{
    private volatile bool _isGone;

    /// <summary>How it is to be written. Only updates that are written alike share a save.</summary>
    public SessionWriteOptions? Options => options;

    /// <summary>When it was asked for.</summary>
    public long Since => since;

    /// <summary>Whether its caller gave up before it was applied.</summary>
    public bool IsGone => _isGone;

    public void GiveUp() => _isGone = true;

    /// <summary>The value after it; nothing else changes.</summary>
    public abstract byte[] Apply(byte[]? from);

    /// <summary>It was saved: what <see cref="Apply"/> made last is, or was, the session's value at <paramref name="version"/>.</summary>
    public abstract void Saved(SessionSnapshot session, long version);

    public abstract void Failed(Exception trouble);
}
