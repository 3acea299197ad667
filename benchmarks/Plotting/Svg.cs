using System.Globalization;
using System.Xml.Linq;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>The few elements of SVG that a plot needs.</summary>
internal static class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    public static XElement Document(double width, double height, string title, string style, IEnumerable<XElement> content) => new(
        Namespace + "svg",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)),
        new XAttribute("role", "img"),
        new XElement(Namespace + "title", title),
        new XElement(Namespace + "style", style),
        content);

    public static XElement Rectangle(Box box, string look) => new(
        Namespace + "rect",
        new XAttribute("class", look),
        new XAttribute("x", Number(box.Left)),
        new XAttribute("y", Number(box.Top)),
        new XAttribute("width", Number(box.Right - box.Left)),
        new XAttribute("height", Number(box.Bottom - box.Top)));

    public static XElement Path(IEnumerable<Point> points, string look) => new(
        Namespace + "path", new XAttribute("class", look), new XAttribute("d", Through(points)));

    public static XElement Dot(Point at, string look) => new(
        Namespace + "circle",
        new XAttribute("class", look),
        new XAttribute("cx", Number(at.X)),
        new XAttribute("cy", Number(at.Y)),
        new XAttribute("r", "3.5"));

    public static XElement Text(Point at, string look, string text) => new(
        Namespace + "text", new XAttribute("class", look), new XAttribute("x", Number(at.X)), new XAttribute("y", Number(at.Y)), text);

    /// <summary>A straight line from each point to the next.</summary>
    public static string Through(IEnumerable<Point> points) =>
        string.Concat(points.Select((point, index) => $"{(index == 0 ? 'M' : 'L')}{Number(point.X)},{Number(point.Y)}"));

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
