namespace SessionOrleans.Storage;

/// <summary>Records to save.</summary>
internal static class Sample
{
    public static string NewId() => "session-" + Guid.NewGuid().ToString("N");

    /// <summary>A session that was just written.</summary>
    public static SessionRecord Session(
        DateTimeOffset now, TimeSpan? timeToLive = null, string? owner = null, byte[]? value = null, DateTimeOffset? deadline = null)
    {
        var duration = timeToLive ?? TimeSpan.FromHours(1);
        return new()
        {
            Value = value ?? [1, 2, 3],
            WriteId = Guid.NewGuid(),
            Owner = owner,
            Lifetime = new(now, duration, Sliding: false, CapAt: null,
                Deadline: deadline ?? (duration == Timeout.InfiniteTimeSpan ? null : now + duration)),
        };
    }

    /// <summary>A lock that was just granted.</summary>
    public static LockHolder Holder(DateTimeOffset now, string? label = null) =>
        new(0, Guid.NewGuid(), LockPurpose.Hold, TimeSpan.FromSeconds(30), now, now + TimeSpan.FromSeconds(30), label);

    /// <summary>What records are compared by: the bytes of a value, not their array.</summary>
    public static string Described(SessionRecord? record) => record is null
        ? "none"
        : $"{record with { Value = null }} {(record.Value is null ? "no value" : Convert.ToHexString(record.Value))}";
}
