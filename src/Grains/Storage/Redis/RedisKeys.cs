using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// What our keys are called: the prefix, a letter for the kind and <c>:</c>, then a name in which no <c>:</c> is left. The last <c>:</c> of
/// a key therefore ends prefix and kind, so no id reaches another kind's key, and no prefix another's. No <c>/</c> is left either, which
/// every key has that Orleans puts under a prefix.
/// </summary>
internal sealed class RedisKeys(string prefix)
{
    /// <summary>Text that has no UTF-8 form is refused: replaced by a stand-in, two owners would become one.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _session = prefix + "s:";
    private readonly string _staged = prefix + "w:";
    private readonly string _shard = prefix + "x:";
    private readonly string _owner = prefix + "o:";
    private readonly string _ended = prefix + "e:";

    /// <summary>The record of a session.</summary>
    public RedisKey Session(string id) => _session + Escaped(id);

    /// <summary>Where a long record waits, for a moment, to become a session's.</summary>
    public RedisKey Staged(Guid saveId) => _staged + saveId.ToString("N");

    /// <summary>A shard of the index.</summary>
    public RedisKey Shard(int shard) => _shard + shard.ToString(CultureInfo.InvariantCulture);

    /// <summary>Written by who asks whether Redis takes writes.</summary>
    public RedisKey Probe { get; } = prefix + "probe:writes";

    /// <summary>The sessions of an owner.</summary>
    /// <exception cref="ArgumentException">The owner is not text that UTF-8 can carry.</exception>
    public RedisKey Owner(string owner) => Utf8.GetBytes(_owner + Escaped(owner));

    /// <summary>The sessions that ended and wait for an expiration handler.</summary>
    public RedisKey Ended => _ended + "waiting";

    /// <summary>How often each of them was taken up.</summary>
    public RedisKey EndedAttempts => _ended + "attempts";

    /// <summary>There while silos have handlers.</summary>
    public RedisKey EndedHandlers => _ended + "handlers";

    private static string Escaped(string name) => name.AsSpan().ContainsAny('%', ':', '/')
        ? name.Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal).Replace(
            "/", "%2F", StringComparison.Ordinal)
        : name;
}
