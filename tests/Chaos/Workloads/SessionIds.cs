using System.Globalization;

namespace SessionOrleans.Chaos.Workloads;

/// <summary>The sessions of a run. Every process uses all of them.</summary>
internal static class SessionIds
{
    public static IReadOnlyList<string> All { get; } =
        [.. Of(SessionKind.Register, 8), .. Of(SessionKind.Counter, 4), .. Of(SessionKind.Lock, 3), .. Of(SessionKind.Brief, 8)];

    public static IEnumerable<string> Locks => All.Where(id => KindOf(id) is SessionKind.Lock);

    public static SessionKind KindOf(string id) => Enum.Parse<SessionKind>(id[..id.IndexOf('-', StringComparison.Ordinal)]);

    private static IEnumerable<string> Of(SessionKind kind, int count) =>
        Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}"));
}
