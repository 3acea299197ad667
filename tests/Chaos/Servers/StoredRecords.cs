using System.Text;
using SessionOrleans.Chaos.Workloads;
using SessionOrleans.Harness;
using SessionOrleans.Storage;

namespace SessionOrleans.Chaos.Servers;

/// <summary>The records of the run's sessions as a server has them.</summary>
internal static class StoredRecords
{
    /// <summary>Begins all keys of a run.</summary>
    public const string Prefix = "chaos:";

    public static async Task<IReadOnlyDictionary<string, SessionRecord>> OfAsync(int port)
    {
        var isCluster = (await RedisAnswer.OfAsync(port, "INFO", "cluster")).Contains("cluster_enabled:1", StringComparison.Ordinal);

        // A replica of a cluster sends readers away unless they say that they know what it is.
        string[][] first = isCluster ? [["READONLY"]] : [];
        var keys = (await RedisAnswer.OfAsync(port, "KEYS", "*")).Split('\n').Where(key => IdOf(key) is not null).ToList();
        var values = await RedisAnswer.OfEachAsync(port, [.. first, .. keys.Select(key => (string[])["GET", key])]);
        return keys.Zip(values.Skip(first.Length))
            .ToDictionary(stored => IdOf(stored.First)!, stored => RecordReader.Record(Encoding.Latin1.GetBytes(stored.Second)));
    }

    /// <summary>The session's, where it is the key of a record: the id is its end.</summary>
    private static string? IdOf(string key) => key.StartsWith(Prefix + "s:", StringComparison.Ordinal)
        ? key[(key.LastIndexOfAny([':', '}']) + 1)..] is var id && SessionIds.All.Contains(id) ? id : null
        : null;
}
