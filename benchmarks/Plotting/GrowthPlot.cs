using System.Text;
using ScottPlot;
using ScottPlot.TickGenerators;
using SessionOrleans.Benchmarks.Growing;
using SkiaSharp;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Rate and latency over one axis, side by side, on logarithmic scales.</summary>
internal static class GrowthPlot
{
    private const int PanelWidth = 500;
    private const int Height = 420;
    private const string Font = "DejaVu Sans";

    /// <summary>Of fixed size, so that what is drawn inside does not depend on the fonts of the machine.</summary>
    private static readonly PixelPadding Around = new(left: 65, right: 20, bottom: 55, top: 40);

    /// <param name="axis">What grew.</param>
    /// <param name="rows">What was measured over it.</param>
    /// <returns>A drawing in SVG.</returns>
    public static string Draw(Axis axis, IReadOnlyList<GrowRow> rows)
    {
        var (rates, latencies) = (new Plot(), new Plot());
        foreach (var kind in rows.GroupBy(row => row.Case))
        {
            GrowRow[] points = [.. kind.OrderBy(row => row.At)];
            var color = Color.FromHex(kind.Key == "get" ? "#2a78d6" : "#c4570c");
            foreach (var row in points)
                rates.Add.Line(new(Place(row.At, row.OpsLeast), Place(row.At, row.OpsMost))).LineStyle = new(6, color.WithAlpha(0.3));
            Trace(rates, kind.Key, color, points, row => row.Ops);
            Trace(latencies, $"{kind.Key}, 99th percentile", color, points, row => row.P99Us);
            // Not dashed: Skia's SVG has no dashes.
            var median = Trace(latencies, $"{kind.Key}, median", color, points, row => row.P50Us);
            (median.LineWidth, median.MarkerShape) = (1, MarkerShape.OpenCircle);
        }

        Finish(
            rates, "operations a second (bars: least and most of the rounds)", axis, rows,
            (rows.Min(row => row.OpsLeast), rows.Max(row => row.OpsMost)), Count);
        Finish(latencies, "latency", axis, rows, (rows.Min(row => row.P50Us), rows.Max(row => row.P99Us)), Time);
        return ToSvg(rates, latencies);
    }

    private static ScottPlot.Plottables.Scatter Trace(Plot plot, string legend, Color color, GrowRow[] rows, Func<GrowRow, double> value)
    {
        var line = plot.Add.Scatter(rows.Select(row => Place(row.At, value(row))).ToArray(), color);
        (line.LegendText, line.LineWidth, line.MarkerSize) = (legend, 2, 7);
        return line;
    }

    private static void Finish(
        Plot plot, string title, Axis axis, IReadOnlyList<GrowRow> rows, (double Least, double Most) values, Func<double, string> label)
    {
        // Above the values is room for the legend.
        var (bottom, top) = (values.Least / 1.5, values.Most * 3);
        var (left, right) = (Math.Log10(rows.Min(row => row.At)), Math.Log10(rows.Max(row => row.At)));
        var margin = Math.Max(0.05, (right - left) / 20);
        plot.Title(title, size: 14);
        plot.XLabel(axis.Title, size: 13);
        plot.Axes.Bottom.TickGenerator = Ticks(rows.Select(row => (double)row.At).Distinct(), axis == Axis.ValueBytes ? Bytes : Count);
        plot.Axes.Left.TickGenerator = Ticks(RoundNumbers(bottom, top), label);
        plot.Axes.SetLimits(left - margin, right + margin, Math.Log10(bottom), Math.Log10(top));
        plot.ShowLegend(Alignment.UpperLeft, Orientation.Horizontal);
        plot.Layout.Fixed(Around);
        plot.Font.Set(Font);
    }

    private static NumericManual Ticks(IEnumerable<double> values, Func<double, string> label) =>
        new([.. values.Select(value => new Tick(Math.Log10(value), label(value)))]);

    /// <summary>1, 2 and 5 times powers of ten.</summary>
    private static IEnumerable<double> RoundNumbers(double least, double most) =>
        from exponent in Enumerable.Range((int)Math.Floor(Math.Log10(least)), 12)
        from lead in (double[])[1, 2, 5]
        let value = lead * Math.Pow(10, exponent)
        where value >= least && value <= most
        select value;

    private static Coordinates Place(double at, double value) => new(Math.Log10(at), Math.Log10(value));

    private static string Time(double microseconds) => Short(microseconds, 1_000, " µs", " ms", " s");

    private static string Bytes(double value) => Short(value, 1_024, " B", " KiB", " MiB");

    private static string Count(double value) => Short(value, 1_000, "", "k", "M");

    private static string Short(double value, int step, params string[] units)
    {
        var unit = 0;
        for (; value >= step && unit < units.Length - 1; unit++)
            value /= step;
        return $"{value:0.###}{units[unit]}";
    }

    private static string ToSvg(params Plot[] plots)
    {
        using var drawing = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(plots.Length * PanelWidth, Height), drawing))
        {
            for (var at = 0; at < plots.Length; at++)
            {
                // The first rendering finds the limits, and what it draws would stay in the file below the second.
                plots[at].RenderInMemory(PanelWidth, Height);
                plots[at].RenderManager.ClearCanvasBeforeEachRender = false;
                plots[at].Render(canvas, new PixelRect(at * PanelWidth, (at + 1) * PanelWidth, Height, 0));
            }
        }

        // Readers who lack the font have one of nearly the same widths; some refuse a list of places that ends with a comma.
        return Encoding.UTF8.GetString(drawing.ToArray())
            .Replace($"\"{Font}\"", $"\"{Font}, Verdana, sans-serif\"", StringComparison.Ordinal)
            .Replace(", \"", "\"", StringComparison.Ordinal);
    }
}
