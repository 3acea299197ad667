using System.Globalization;

namespace SessionOrleans.Expiry;

/// <summary>
/// Where an ended session waits for its expiration handlers when its id is taken again before they were called: beside it, under a name
/// that no
/// session can have.
/// </summary>
internal static class EndedSessionArchive
{
    private const char Mark = '\u0001';

    /// <summary>The name under which an ended session is put aside. The same end always gets the same one.</summary>
    public static string NameOf(string id, SessionRecord ended) =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{ended.Version}{Mark}{id}");

    /// <summary>The session's own id, given that name or the id itself.</summary>
    public static string IdOf(string name) => name[0] is Mark ? name[(name.IndexOf(Mark, startIndex: 1) + 1)..] : name;
}
