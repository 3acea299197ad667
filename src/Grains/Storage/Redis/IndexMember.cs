using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// An entry as a member of a sorted set: the id, and after a blank, which no id has, the owner; no blank means no owner.
/// </summary>
internal static class IndexMember
{
    /// <exception cref="ArgumentException">The owner is not text that UTF-8 can carry.</exception>
    public static RedisValue Of(string id, string? owner) => owner is null ? id : RedisKeys.Utf8.GetBytes($"{id} {owner}");

    public static (string Id, string? Owner) Parse(string member)
    {
        var blank = member.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (member, null) : (member[..blank], member[(blank + 1)..]);
    }
}
