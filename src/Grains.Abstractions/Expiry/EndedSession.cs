namespace SessionOrleans;

/// <summary>A session that ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Whose it was; null: nobody's.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Version">The version of its last value; 0 where that is gone.</param>
/// <param name="EndedAt">When it ended, by the backend's clock.</param>
/// <param name="Value">Its last value as stored (JSON, or the bytes it was written as); null where it is gone. Not to be mutated.</param>
public sealed record EndedSession(
    string Id,
    string? Owner,
    SessionEndReason Reason,
    long Version,
    DateTimeOffset EndedAt,
    ReadOnlyMemory<byte>? Value);
