using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace SessionOrleans.Benchmarks.Flames;

/// <summary>
/// Draws flames as SVG: callers below, a method as wide as the samples in which it was on the stack, coloured by whose it is. What is
/// narrower than a pixel or two is left out.
/// </summary>
internal static class FlameGraph
{
    private const double Width = 1_200, Row = 16, Top = 48, Narrowest = 1.5, PerLetter = 6.2;

    private static readonly (string Begins, string Whose, string Colour)[] Owners =
    [
        ("SessionOrleans", "SessionOrleans", "#f5a65b"), ("Orleans", "Orleans", "#7fb2e5"), ("StackExchange", "Redis client", "#e58a8a"),
        ("RESPite", "Redis client", "#e58a8a"), ("kernel", "kernel", "#b9b9b9"), ("", "runtime and others", "#d9d3a6"),
    ];

    public static string Draw(Flame root, string title)
    {
        var height = Top + (Row * DepthOf(root, Width)) + 8;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"6\" y=\"16\" font-size=\"14\">{Escape(title)}</text>\n");
        var left = 6.0;
        foreach (var (whose, colour) in Owners.Select(owner => (owner.Whose, owner.Colour)).Distinct())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left}\" y=\"26\" width=\"10\" height=\"10\" fill=\"{colour}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + 14}\" y=\"35\">{whose}</text>\n");
            left += 34 + (whose.Length * PerLetter);
        }

        Draw(svg, root, root.Samples, 0, height - Row - 4);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, Flame flame, int all, double left, double top)
    {
        var width = Width * flame.Samples / all;
        if (width < Narrowest)
            return;
        var colour = Owners.First(owner => flame.Name.StartsWith(owner.Begins, StringComparison.Ordinal)).Colour;
        var part = (100.0 * flame.Samples / all).ToString("0.0", CultureInfo.InvariantCulture);
        svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Escape(flame.Name)}, {part} %</title>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{left:0.0}\" y=\"{top:0.0}\" width=\"{width:0.0}\" height=\"{Row - 1}\" fill=\"{colour}\"/>");
        var shown = flame.Name[(flame.Name.IndexOf('!', StringComparison.Ordinal) + 1)..];
        if ((int)((width - 6) / PerLetter) is var letters and > 3)
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{left + 3:0.0}\" y=\"{top + 11:0.0}\">{Escape(shown.Length > letters ? shown[..letters] : shown)}</text>");
        svg.Append("</g>\n");
        foreach (var called in flame.Called)
        {
            Draw(svg, called, all, left, top - Row);
            left += Width * called.Samples / all;
        }
    }

    private static int DepthOf(Flame flame, double width) => width < Narrowest
        ? 0
        : 1 + flame.Called.Select(called => DepthOf(called, width * called.Samples / flame.Samples)).DefaultIfEmpty().Max();

    private static string Escape(string text) => new XText(text).ToString();
}
