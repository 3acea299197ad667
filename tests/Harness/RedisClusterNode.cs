using System.Globalization;

namespace SessionOrleans.Harness;

/// <summary>What a node of a Redis Cluster says of a node: a line of <c>CLUSTER NODES</c>.</summary>
public sealed record RedisClusterNode(
    string Id, int Port, IReadOnlyList<string> Flags, string PrimaryId, long Epoch, IReadOnlyList<string> Ranges)
{
    public bool IsMyself => Flags.Contains("myself");

    public bool IsPrimary => Flags.Contains("master");

    /// <summary>Whether it is thought to be away, or was not spoken to yet.</summary>
    public bool IsInDoubt => Flags.Any(flag => flag is "fail" or "fail?" or "handshake" or "noaddr");

    public bool Has(int slot) => IsPrimary && Ranges.Any(range => range.Split('-').Select(Number).ToArray() is var ends
        && ends[0] <= slot && slot <= ends[^1]);

    public static IReadOnlyList<RedisClusterNode> Parse(string nodes) =>
        [.. nodes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseLine)];

    private static RedisClusterNode ParseLine(string line)
    {
        var parts = line.Split(' ');
        var port = parts[1].Split('@')[0].Split(':')[^1];

        // What moves between nodes stands in brackets, and belongs to its owner still.
        var ranges = parts[8..].Where(range => !range.StartsWith('['));
        return new(parts[0], Number(port), parts[2].Split(','), parts[3], long.Parse(parts[6], CultureInfo.InvariantCulture), [.. ranges]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
