using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// An entry as a member of a sorted set: the id, and after a blank, which no id has, the owner; no blank means no owner.
/// </summary>
internal static class IndexMember
{
    /// <exception cref="ArgumentException">The owner is not text that UTF-8 can carry.</exception>
    public static RedisValue Of(string id, string? owner) => owner is null ? id : RedisKeys.Utf8.GetBytes($"{id} {owner}");

    /// <summary>One of the ended sessions.</summary>
    /// <inheritdoc cref="Of(string, string?)" path="/exception"/>
    public static RedisValue Of(EndedSessionName ended) => Of(ended.ToString(), ended.Owner);

    /// <summary>What Redis finds the members of an id by, and of ids that begin with it.</summary>
    public static string PatternOf(string id) =>
        string.Concat(id.Select(static letter => letter is '*' or '?' or '[' or ']' or '\\' ? $"\\{letter}" : $"{letter}")) + "*";

    public static (string Id, string? Owner) Parse(string member)
    {
        var blank = member.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (member, null) : (member[..blank], member[(blank + 1)..]);
    }
}
