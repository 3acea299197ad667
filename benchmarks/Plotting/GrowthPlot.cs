using System.Xml.Linq;
using SessionOrleans.Benchmarks.Growing;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Rate and latency over one axis, side by side.</summary>
internal static class GrowthPlot
{
    private const double Width = 900;
    private const double Height = 390;

    private static readonly Box Rates = new(70, 100, 420, 330);
    private static readonly Box Latencies = new(530, 100, 880, 330);

    /// <param name="axis">What grew.</param>
    /// <param name="rows">What was measured over it, of at least one kind of work.</param>
    public static XElement Draw(Axis axis, IReadOnlyCollection<GrowRow> rows)
    {
        var kinds = rows.GroupBy(row => row.Case).Select(kind => (Name: kind.Key, Rows: kind.OrderBy(row => row.At).ToArray())).ToArray();
        var rates = new Panel(
            "operations a second (bars: least and most of the rounds)", Title(axis), [.. kinds.Select(kind => RateOf(kind.Name, kind.Rows))], Label(axis), Labels.Count);
        var latencies = new Panel(
            "latency: 99th percentile, and the median dashed", Title(axis), [.. kinds.SelectMany(kind => LatenciesOf(kind.Name, kind.Rows))], Label(axis), Labels.Microseconds);
        return Svg.Document(
            Width, Height, $"Get and set over {Title(axis)}", PlotStyle.Text,
            [
                Svg.Rectangle(new(0, 0, Width, Height), "card"),
                Svg.Text(new(20, 32), "title", $"Get and set over {Title(axis)}"),
                .. kinds.SelectMany((kind, index) => Legend(kind.Name, 20 + (index * 80))),
                .. rates.Draw(Rates),
                .. latencies.Draw(Latencies),
            ]);
    }

    private static Line RateOf(string kind, GrowRow[] rows) =>
        new(kind, [.. rows.Select(row => new Point(row.At, row.Ops))], [.. rows.Select(row => (row.OpsLeast, row.OpsMost))]);

    private static IEnumerable<Line> LatenciesOf(string kind, GrowRow[] rows) =>
    [
        new(kind, [.. rows.Select(row => new Point(row.At, row.P99Us))]),
        new(kind + " median", [.. rows.Select(row => new Point(row.At, row.P50Us))]),
    ];

    private static IEnumerable<XElement> Legend(string kind, double left) =>
    [
        Svg.Path([new(left, 52), new(left + 28, 52)], $"line {kind}"),
        Svg.Dot(new(left + 14, 52), $"dot {kind}"),
        Svg.Text(new(left + 36, 56), "note", kind),
    ];

    private static string Title(Axis axis) => axis switch
    {
        Axis.Workers => "callers at once",
        Axis.ValueBytes => "the size of a value",
        Axis.Sessions => "the number of sessions",
        _ => "silos on the same cores",
    };

    private static Func<double, string> Label(Axis axis) => axis is Axis.ValueBytes ? Labels.Bytes : Labels.Count;
}
