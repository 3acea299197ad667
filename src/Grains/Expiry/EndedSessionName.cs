using System.Globalization;

namespace SessionOrleans.Expiry;

/// <summary>
/// What an ended session is called while it waits for its expiration handlers, apart from its id, which may be in use again. The same end
/// always has the same name, and no session can have it.
/// </summary>
/// <param name="Id">The id that it had.</param>
/// <param name="Owner">Whose it was; null: nobody's. No part of the text, which <see cref="Version"/> makes unique.</param>
/// <param name="Version">The version of its record; 0: the record was gone before anybody saw that it ended.</param>
/// <param name="EndedAt">When it ended, to the microsecond.</param>
internal sealed record EndedSessionName(string Id, string? Owner, long Version, DateTimeOffset EndedAt)
{
    /// <summary>No id has it.</summary>
    private const char Mark = '\u0001';

    public static EndedSessionName Of(string id, SessionRecord ended)
    {
        var endedAt = ended.Lifetime!.Deadline!.Value;
        return new(id, ended.Owner, ended.Version, endedAt.AddTicks(-(endedAt.Ticks % TimeSpan.TicksPerMicrosecond)));
    }

    public static EndedSessionName Parse(string name, string? owner)
    {
        var parts = name.Split(Mark, 4);
        var version = long.Parse(parts[1], CultureInfo.InvariantCulture);
        var microseconds = long.Parse(parts[2], CultureInfo.InvariantCulture);
        return new(parts[3], owner, version, DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(microseconds));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Mark}{Version}{Mark}{StorageVersions.Microseconds(EndedAt)}{Mark}{Id}");
}
