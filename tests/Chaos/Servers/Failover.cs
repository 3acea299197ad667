namespace SessionOrleans.Chaos.Servers;

/// <summary>A primary was killed, and its replica took its place.</summary>
/// <param name="At">When the primary acknowledged its last.</param>
/// <param name="Losses">What the replica did not have of sessions, by their ids.</param>
internal sealed record Failover(TimeSpan At, IReadOnlyDictionary<string, Loss> Losses)
{
    /// <param name="at">When the primary acknowledged its last.</param>
    /// <param name="had">What the primary had.</param>
    /// <param name="kept">What the replica had.</param>
    public static Failover Of(
        TimeSpan at, IReadOnlyDictionary<string, SessionRecord> had, IReadOnlyDictionary<string, SessionRecord> kept) => new(
            at,
            had.Select(record => (record.Key, Loss: Loss.Of(record.Value, kept.GetValueOrDefault(record.Key, SessionRecord.None))))
                .Where(session => session.Loss is not null)
                .ToDictionary(session => session.Key, session => session.Loss!));
}
