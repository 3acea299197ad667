using System.Globalization;

namespace SessionOrleans.Storage;

/// <summary>Where a listing goes on. Cursors come back from callers, so they are checked like anything else that does.</summary>
internal static class PageCursor
{
    public static ulong Number(string cursor) =>
        ulong.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unknown();

    /// <summary>A shard's number before a colon, and what comes after it.</summary>
    public static (int Shard, string After) ShardAndRest(string cursor, int shards) =>
        cursor.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        && int.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var shard) && shard < shards
            ? (shard, cursor[(colon + 1)..])
            : throw Unknown();

    private static ArgumentException Unknown() => new(
        "A listing's cursor is null to begin, or the one that came with the page before; this is neither. Begin anew with null.", "cursor");
}
