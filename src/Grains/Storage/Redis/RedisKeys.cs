using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// What the keys of a shard are called: the prefix, a letter for the kind and <c>:</c>, the shard as a hash tag, then a name in which no
/// <c>:</c> is left. So all keys of a shard lie in one slot of a Redis Cluster, and one script may use them. The last <c>:</c> of
/// a key ends prefix and kind, so no id reaches another kind's key, and no prefix another's. No <c>/</c> is left either, which
/// every key has that Orleans puts under a prefix. Where the prefix has a hash tag of its own, that one counts: one slot has all.
/// </summary>
internal sealed class RedisKeys
{
    /// <summary>Text that has no UTF-8 form is refused: replaced by a stand-in, two owners would become one.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _session;
    private readonly string _staged;
    private readonly string _owner;
    private readonly string _ended;

    /// <summary>Two hexadecimal digits: of the tags that are as short, they spread best over the nodes of a cluster.</summary>
    public RedisKeys(string prefix, int shard)
    {
        var tag = shard.ToString("x2", CultureInfo.InvariantCulture);
        (_session, _staged, _owner, _ended) =
            ($"{prefix}s:{{{tag}}}", $"{prefix}w:{{{tag}}}", $"{prefix}o:{{{tag}}}", $"{prefix}e:{{{tag}}}");
        (Index, Ended, EndedAttempts) = ($"{prefix}x:{{{tag}}}", _ended + "waiting", _ended + "attempts");
        Probe = $"{prefix}p:{{{tag}}}";
    }

    /// <summary>The shard's set in the index.</summary>
    public RedisKey Index { get; }

    /// <summary>The sessions that ended and wait for an expiration handler.</summary>
    public RedisKey Ended { get; }

    /// <summary>How often each of them was taken up.</summary>
    public RedisKey EndedAttempts { get; }

    /// <summary>Written by who asks whether Redis takes writes.</summary>
    public RedisKey Probe { get; }

    /// <summary>Those of all shards, in their order.</summary>
    public static IEnumerable<RedisKeys> OfAll(string prefix) =>
        Enumerable.Range(0, ExpiryShards.Count).Select(shard => new RedisKeys(prefix, shard));

    /// <summary>Those of a session's shard.</summary>
    public static RedisKeys Of(string prefix, string id) => new(prefix, ExpiryShards.Of(id));

    /// <summary>There while silos have handlers. Of no shard.</summary>
    public static RedisKey EndedHandlers(string prefix) => prefix + "e:handlers";

    /// <summary>The record of a session.</summary>
    public RedisKey Session(string id) => _session + Escaped(id);

    /// <summary>Where a long record waits, for a moment, to become a session's.</summary>
    public RedisKey Staged(Guid saveId) => _staged + saveId.ToString("N");

    /// <summary>The sessions of an owner that are of this shard.</summary>
    /// <exception cref="ArgumentException">The owner is not text that UTF-8 can carry.</exception>
    public RedisKey Owner(string owner) => Utf8.GetBytes(_owner + Escaped(owner));

    /// <summary>The last record of a session that ended.</summary>
    public RedisKey EndedRecord(string name) => _ended + Escaped(name);

    private static string Escaped(string name) => name.AsSpan().ContainsAny('%', ':', '/')
        ? name.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal).Replace(
            "/", "%2F", StringComparison.Ordinal)
        : name;
}
