using System.Xml.Linq;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Lines over two logarithmic axes.</summary>
internal sealed record Panel(string Title, string XTitle, IReadOnlyList<Line> Lines, Func<double, string> XLabel, Func<double, string> YLabel)
{
    private const double LineHeight = 18;

    /// <summary>Draws it so that the lines are inside <paramref name="box"/> and the labels around it.</summary>
    public IEnumerable<XElement> Draw(Box box)
    {
        var x = LogAxis.Through([.. Lines.SelectMany(line => line.Points).Select(point => point.X)]);
        var y = LogAxis.Around([.. Lines.SelectMany(line => line.Points.Select(point => point.Y).Concat(line.Ranges?.SelectMany(Ends) ?? []))]);
        yield return Svg.Text(new(box.Left, box.Top - LineHeight), "heading", Title);
        foreach (var tick in y.Ticks)
        {
            var at = y.Place(tick, box.Bottom, box.Top);
            yield return Svg.Path([new(box.Left, at), new(box.Right, at)], "grid");
            yield return Svg.Text(new(box.Left - 8, at + 4), "y", YLabel(tick));
        }

        foreach (var tick in x.Ticks)
            yield return Svg.Text(new(PlaceX(tick), box.Bottom + LineHeight), "x", XLabel(tick));
        yield return Svg.Text(new((box.Left + box.Right) / 2, box.Bottom + (LineHeight * 2.2)), "x", XTitle);
        foreach (var element in Lines.SelectMany(Trace))
            yield return element;

        double PlaceX(double value) => x.Place(value, box.Left + LineHeight, box.Right - LineHeight);

        Point Place(Point point) => new(PlaceX(point.X), y.Place(point.Y, box.Bottom, box.Top));

        IEnumerable<XElement> Trace(Line line)
        {
            for (var i = 0; i < line.Ranges?.Count; i++)
                yield return Svg.Path([Place(line.Points[i] with { Y = line.Ranges[i].Least }), Place(line.Points[i] with { Y = line.Ranges[i].Most })], $"line range {line.Look}");
            yield return Svg.Path(line.Points.Select(Place), $"line {line.Look}");
            foreach (var point in line.Points)
                yield return Svg.Dot(Place(point), $"dot {line.Look}");
        }
    }

    private static IEnumerable<double> Ends((double Least, double Most) range) => [range.Least, range.Most];
}
